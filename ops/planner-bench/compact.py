"""The compact model of an IDS-1 instance, which HiGHS and CP-SAT solve: exact, and with a linear relaxation that is nearly tight.

Starting times are fixed, so there is no order to search for. A binary column says that a shift does a job, with the journey from
home and back; another says that it drives from one job's place straight to the next, and saves minutes. "Can do b after a" is a
partial order (no detour is shorter), so the jobs of a shift are feasible if no two of them exclude each other: cliques of jobs
that exclude each other, at most one of each.
"""
from collections import defaultdict
from itertools import combinations

import numpy


class Compact:
    def __init__(self, instance):
        self.instance = instance
        self.gains = []          # Of each column, in points.
        self.pairs = []          # Job and interpreter of each of the first columns; those that follow are savings.
        self.at_most_one = []    # Lists of columns.
        self.savings_of = []     # (columns, column): at most as many of the former as of the latter.
        self.limits = []         # (columns, minutes of each, at most so many)
        self.first = []          # Of each shift, the column of its first option.
        self.add_jobs()
        for shift, first in zip(instance.shifts, self.first):
            after = self.after(shift)
            self.add_cliques(first, after)
            self.add_savings(shift, first, after)
        self.add_weeks()

    def add_jobs(self):
        takers = [[] for _ in self.instance.jobs]
        for shift in self.instance.shifts:
            self.first.append(len(self.pairs))
            for option in shift.options:
                takers[option.job.number].append(len(self.pairs))
                self.pairs.append((option.job.number, shift.person))
                self.gains.append(option.job.value - option.cost - 2 * option.way)
        self.at_most_one += [columns for columns in takers if len(columns) > 1]
        for shift, first in zip(self.instance.shifts, self.first):
            self.add_limit([first + number for number in range(len(shift.options))], [option.job.minutes for option in shift.options],
                           shift.limit)

    def add_limit(self, columns, minutes, limit):
        if sum(minutes) > limit:
            self.limits.append((columns, minutes, limit))

    def after(self, shift):
        """Whether the shift can do the second option after the first, for each two options."""
        start, end, way = (numpy.array(column) for column in zip(*[(option.job.start, option.job.end, option.way)
                                                                   for option in shift.options]))
        after = (end + way)[:, None] + way <= start
        sites = [number for number, option in enumerate(shift.options) if option.job.site]
        for number, later in combinations(sites, 2):
            after[number, later] = self.instance.fits(shift.options[number], shift.options[later])
        return after

    def add_cliques(self, first, after):
        """Cliques that cover every two options that exclude each other."""
        exclude = ~(after | after.T)
        numpy.fill_diagonal(exclude, False)
        excluded = [int.from_bytes(row.tobytes(), "little") for row in numpy.packbits(exclude, axis=1, bitorder="little")]
        uncovered = excluded[:]
        # From the last: the clique of a job with what is under way when it starts holds those of earlier jobs in the same stretch.
        for number in reversed(range(len(after))):
            while uncovered[number]:
                clique, members, candidates = 1 << number, [number], excluded[number]
                while candidates:
                    member = ((candidates & uncovered[number]) or candidates).bit_length() - 1
                    clique |= 1 << member
                    members.append(member)
                    candidates &= excluded[member]
                for member in members:
                    uncovered[member] &= ~clique
                self.at_most_one.append([first + member for member in members])

    def add_savings(self, shift, first, after):
        """A column for each two places in direct succession, which excludes every job that the shift could do in between."""
        leaving, reaching, spanning = defaultdict(list), defaultdict(list), defaultdict(list)
        sites = [number for number, option in enumerate(shift.options) if option.job.site]
        for number, later in combinations(sites, 2):
            here, there = shift.options[number], shift.options[later]
            if not after[number, later]:
                continue
            saving = here.way + there.way - self.instance.journey(here.job.site, there.job.site)
            if saving > 0:
                column = len(self.gains)
                self.gains.append(saving)
                leaving[number].append(column)
                reaching[later].append(column)
                for between in (after[number] & after[:, later]).nonzero()[0].tolist():
                    spanning[between].append(column)
        for savings in (leaving, reaching):
            self.savings_of += [(columns, first + number) for number, columns in savings.items()]
        self.at_most_one += [[first + number] + columns for number, columns in spanning.items()]

    def add_weeks(self):
        for shifts in self.instance.weeks.values():
            columns = [self.first[number] + option for number in shifts for option in range(len(self.instance.shifts[number].options))]
            minutes = [option.job.minutes for number in shifts for option in self.instance.shifts[number].options]
            self.add_limit(columns, minutes, self.instance.shifts[shifts[0]].week_limit)

    def chosen(self, values):
        """The pairs of job and interpreter whose column is set."""
        return [pair for pair, value in zip(self.pairs, values) if value > 0.5]
