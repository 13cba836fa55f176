"""What came of the runs: one table of all, then how far each value is from the best bound that anyone proved."""
import dataclasses
import statistics
from dataclasses import dataclass


@dataclass
class Run:
    """One answer of one solver, as the checker judges it, or why there is none."""
    instance: str
    family: str
    solver: str
    given: float
    seconds: float = 0
    megabytes: float = 0
    value: int = None
    bound: int = None
    filled: int = None
    asked: int = None
    failure: str = None

    @property
    def gap(self):
        """The solver's own: what its own bound leaves open."""
        return (self.bound - self.value) / self.bound if self.value is not None and self.bound else None


def percent(share):
    if share is None:
        return "–"
    return "0" if share == 0 else f"{100 * share:.4f} %"


def whole(number):
    return "–" if number is None else f"{number:,.0f}"


def table(rows):
    """Lines of text: the first column to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    return ["  ".join(cell.rjust(width) if number else cell.ljust(width) for number, (cell, width) in enumerate(zip(row, widths))).rstrip()
            for row in rows]


class Report:
    def __init__(self, runs):
        self.runs = runs
        self.instances = list(dict.fromkeys(run.instance for run in runs))
        self.families = list(dict.fromkeys(run.family for run in runs))
        self.solvers = list(dict.fromkeys(run.solver for run in runs))
        self.best_bounds = {instance: self.best_bound(instance) for instance in self.instances}

    def best_bound(self, instance):
        """The least bound that no value refutes; None when nobody proved one."""
        runs = [run for run in self.runs if run.instance == instance]
        best = max((run.value for run in runs if run.value is not None), default=0)
        return min((run.bound for run in runs if run.bound is not None and run.bound >= best), default=None)

    def figures(self):
        return {"runs": [{**dataclasses.asdict(run), "gap": run.gap, "loss": self.loss(run)} for run in self.runs],
                "best_bounds": self.best_bounds}

    def wrong(self):
        """Runs without an answer, or with a wrong one."""
        return [run for run in self.runs if run.failure] + [run for run, _ in self.refuted()]

    def refuted(self):
        """Runs whose bound another solver's value exceeds: whatever they proved, it was not this."""
        for run in self.runs:
            higher = [other for other in self.runs if other.instance == run.instance and other.value is not None
                      and run.bound is not None and other.value > run.bound]
            if higher:
                yield run, max(higher, key=lambda other: other.value)

    def loss(self, run):
        bound = self.best_bounds[run.instance]
        return (bound - run.value) / bound if run.value is not None and bound else None

    def lines(self):
        rows = [["instance", "solver", "given s", "value", "bound", "gap", "seconds", "MB", "filled/asked"]]
        for run in self.runs:
            rows.append([run.instance, run.solver, f"{run.given:g}", whole(run.value), whole(run.bound), percent(run.gap),
                         f"{run.seconds:.2f}", whole(run.megabytes),
                         "–" if run.filled is None else f"{run.filled}/{run.asked}"])
        notes = [""] + [f"  {run.failure}" if run.failure else "" for run in self.runs]
        return [line + note for line, note in zip(table(rows), notes)]

    def loss_lines(self):
        """Loss against the best bound, and the median of the seeds of each family, of those who answered all."""
        rows = [["loss against the best bound", "best bound", *self.solvers]]
        found = {(run.instance, run.solver): self.loss(run) for run in self.runs}
        for instance in self.instances:
            rows.append([instance, whole(self.best_bounds[instance]), *(percent(found.get((instance, solver))) for solver in self.solvers)])
        for family in self.families:
            of_family = list(dict.fromkeys(run.instance for run in self.runs if run.family == family))
            if len(of_family) > 1:
                rows.append([f"{family} median", "", *(self.median(found, of_family, solver) for solver in self.solvers)])
        lines = table(rows)
        for run, other in self.refuted():
            lines.append(f"REFUTED: {run.solver}'s bound {whole(run.bound)} for {run.instance} is below the value {whole(other.value)} "
                         f"that {other.solver} reached")
        return lines

    @staticmethod
    def median(found, instances, solver):
        losses = [found.get((instance, solver)) for instance in instances]
        return percent(None if None in losses else statistics.median(losses))
