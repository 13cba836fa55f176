"""HiGHS, a mixed-integer solver, on the compact model."""
import highspy
import numpy

from answer import THREADS, main, whole
from compact import Compact


class Rows:
    """Rows of the model in HiGHS's form."""

    def __init__(self):
        self.starts, self.columns, self.factors, self.most = [0], [], [], []

    def add(self, columns, factors, most):
        self.columns.append(numpy.array(columns, dtype=numpy.int32))
        self.factors.append(numpy.array(factors, dtype=float))
        self.starts.append(self.starts[-1] + len(columns))
        self.most.append(most)


def rows_of(model):
    rows = Rows()
    for columns in model.at_most_one:
        rows.add(columns, numpy.ones(len(columns)), 1)
    for columns, parent in model.savings_of:
        rows.add(columns + [parent], numpy.append(numpy.ones(len(columns)), -1), 0)
    for columns, minutes, most in model.limits:
        rows.add(columns, minutes, most)
    return rows


def linear_program(model):
    rows, count = rows_of(model), len(model.gains)
    program = highspy.HighsLp()
    program.sense_ = highspy.ObjSense.kMaximize
    program.num_col_, program.num_row_ = count, len(rows.most)
    program.col_cost_ = numpy.array(model.gains, dtype=float)
    program.col_lower_, program.col_upper_ = numpy.zeros(count), numpy.ones(count)
    program.row_lower_ = numpy.full(len(rows.most), -highspy.kHighsInf)
    program.row_upper_ = numpy.array(rows.most, dtype=float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = numpy.array(rows.starts, dtype=numpy.int32)
    program.a_matrix_.index_ = numpy.concatenate(rows.columns)
    program.a_matrix_.value_ = numpy.concatenate(rows.factors)
    program.integrality_ = [highspy.HighsVarType.kInteger] * count
    return program


def solve(instance, seconds):
    model = Compact(instance)
    highs = highspy.Highs()
    for name, setting in {"time_limit": seconds, "threads": THREADS, "mip_rel_gap": 0.0, "log_to_console": False}.items():
        highs.setOptionValue(name, setting)
    highs.passModel(linear_program(model))
    highs.run()
    info = highs.getInfo()
    bound = whole(info.mip_dual_bound)
    if not highs.getSolution().value_valid:
        return [], bound
    return model.chosen(highs.getSolution().col_value), bound


if __name__ == "__main__":
    main(solve)
