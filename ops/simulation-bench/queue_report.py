"""The runs as one table: how fast, and how near the closed form."""
import statistics
from dataclasses import dataclass, field

from report import table


@dataclass
class Simulator:
    name: str
    # The lines of JSON that its runs printed.
    runs: list = field(default_factory=list)
    failure: str = None

    @property
    def fastest(self):
        return min(self.runs, key=lambda run: run["seconds"] / run["events"])

    @property
    def events_per_second(self):
        """Arrivals and ends of service."""
        return self.fastest["events"] / self.fastest["seconds"]

    @property
    def own_events_per_second(self):
        """Of what it schedules itself; None when it does not say."""
        own = self.fastest.get("ownEvents")
        return own and own / self.fastest["seconds"]

    @property
    def mean_wait(self):
        return statistics.fmean(run["meanWait"] for run in self.runs)

    def figures(self):
        if self.failure:
            return {"name": self.name, "failure": self.failure}
        return {"name": self.name, "eventsPerSecond": self.events_per_second, "ownEventsPerSecond": self.own_events_per_second,
                "meanWait": self.mean_wait, "runs": self.runs}


def lines(ours, peers, formula):
    rows = [["simulator", "customers", "seconds", "events/s", "own events/s", "we are faster", "by its own events", "mean wait", "formula"]]
    for simulator in [ours, *peers]:
        if simulator.failure:
            continue
        best, own = simulator.fastest, simulator.own_events_per_second
        is_peer = simulator is not ours
        rows.append([
            simulator.name, f"{best['events'] // 2:,}", f"{best['seconds']:.3f}", f"{simulator.events_per_second:,.0f}",
            f"{own:,.0f}" if own else "–",
            f"{ours.events_per_second / simulator.events_per_second:.0f} x" if is_peer else "–",
            f"{ours.events_per_second / own:.0f} x" if is_peer and own else "–", f"{simulator.mean_wait:.5f}", f"{formula:.5f}"])
    failures = [f"{simulator.name} failed: {simulator.failure}" for simulator in [ours, *peers] if simulator.failure]
    return [*table(rows), *failures, "Events are arrivals and ends of service, the same for all; a simulator's own are what it schedules "
            "to get there.", "The mean wait, in mean service times, is of all runs; the speed is of the fastest."]
