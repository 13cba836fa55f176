"""OR-Tools' CP-SAT on the compact model."""
from ortools.sat.python import cp_model

from answer import THREADS, main, whole
from compact import Compact


def solve(instance, seconds):
    compact = Compact(instance)
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in compact.gains]
    for members in compact.at_most_one:
        model.add_at_most_one(columns[member] for member in members)
    # At most one of the savings and of "the parent is not chosen": no saving without the parent.
    for savings, parent in compact.savings_of:
        model.add_at_most_one([columns[saving] for saving in savings] + [~columns[parent]])
    for members, minutes, most in compact.limits:
        model.add(cp_model.LinearExpr.weighted_sum([columns[member] for member in members], minutes) <= most)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, compact.gains))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = THREADS
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        # Without an answer the solver's bound means nothing: it may even be 0.
        return [], None
    return compact.chosen(map(solver.value, columns)), whole(solver.best_objective_bound)


if __name__ == "__main__":
    main(solve)
