"""OR-Tools' routing solver: a vehicle for each interpreter and day, a node for each job, guided local search."""
import numpy
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from answer import main

# What all the matrices may take. More would not fit on the machines this is meant for, and would take minutes to find out.
MOST_OCTETS = 10 * 2**30


class Model:
    def __init__(self, instance):
        self.instance, self.shifts = instance, instance.shifts
        takers = {}
        for number, shift in enumerate(self.shifts):
            for option in shift.options:
                takers.setdefault(option.job.number, []).append(number)
        self.jobs = [job for job in instance.jobs if job.number in takers]
        self.node = {job.number: number for number, job in enumerate(self.jobs)}
        self.depot = len(self.jobs)
        self.manager = pywrapcp.RoutingIndexManager(len(self.jobs) + 1, len(self.shifts), self.depot)
        self.routing = pywrapcp.RoutingModel(self.manager)
        # Home is elsewhere for everyone, so each shift that can travel needs a matrix of its own for time and one for cost.
        travelling = sum(any(option.way for option in shift.options) for shift in self.shifts)
        octets = 2 * 8 * travelling * (self.depot + 1) ** 2
        if octets > MOST_OCTETS:
            raise MemoryError(f"the matrices of {travelling} shifts and {self.depot} jobs would take {octets / 2**30:.0f} GB")
        self.between = self.journeys()
        self.add_times()
        self.add_limits()
        for job in self.jobs:
            index = self.manager.NodeToIndex(self.node[job.number])
            self.routing.AddDisjunction([index], job.value)
            # -1: by none.
            self.routing.VehicleVar(index).SetValues([-1] + takers[job.number])

    def journeys(self):
        """Minutes from place to place; NaN where one of them is home."""
        places = numpy.array([job.site or (numpy.nan, numpy.nan) for job in self.jobs] + [(numpy.nan, numpy.nan)])
        return numpy.ceil(numpy.hypot(*(places[:, None] - places).transpose(2, 0, 1)) * self.instance.minutes_per_km - 1e-6)

    def add_times(self):
        """Journeys, which cost their minutes and the preferences not met by the job at their start, and starting times."""
        minutes = numpy.array([job.minutes for job in self.jobs] + [0])
        times = []
        # One for everyone without journeys: with several of this kind, and none of the other, the solver takes every job for mandatory.
        at_home = self.routing.RegisterUnaryTransitVector(minutes.tolist())
        for number, shift in enumerate(self.shifts):
            way, cost = numpy.zeros(self.depot + 1), numpy.zeros(self.depot + 1)
            for option in shift.options:
                way[self.node[option.job.number]], cost[self.node[option.job.number]] = option.way, option.cost
            if way.any():
                travel = numpy.where(numpy.isnan(self.between), way[:, None] + way, self.between)
                costs = self.routing.RegisterTransitMatrix((travel + cost[:, None]).astype(int).tolist())
                times.append(self.routing.RegisterTransitMatrix((travel + minutes[:, None]).astype(int).tolist()))
            else:
                costs = self.routing.RegisterUnaryTransitVector(cost.astype(int).tolist())
                times.append(at_home)
            self.routing.SetArcCostEvaluatorOfVehicle(costs, number)
        horizon = max(shift.end for shift in self.shifts)
        self.routing.AddDimensionWithVehicleTransits(times, horizon, horizon, False, "time")
        time = self.routing.GetDimensionOrDie("time")
        for job in self.jobs:
            time.CumulVar(self.manager.NodeToIndex(self.node[job.number])).SetValue(job.start)
        for number, shift in enumerate(self.shifts):
            for index in (self.routing.Start(number), self.routing.End(number)):
                time.CumulVar(index).SetRange(shift.begin, shift.end)

    def add_limits(self):
        work = self.routing.RegisterUnaryTransitVector([job.minutes for job in self.jobs] + [0])
        self.routing.AddDimensionWithVehicleCapacity(work, 0, [shift.limit for shift in self.shifts], True, "work")
        work = self.routing.GetDimensionOrDie("work")
        for shifts in self.instance.weeks.values():
            ends = [work.CumulVar(self.routing.End(number)) for number in shifts]
            self.routing.solver().Add(self.routing.solver().Sum(ends) <= self.shifts[shifts[0]].week_limit)

    def pairs(self, solution):
        for number, shift in enumerate(self.shifts):
            index = solution.Value(self.routing.NextVar(self.routing.Start(number)))
            while not self.routing.IsEnd(index):
                yield self.jobs[self.manager.IndexToNode(index)].number, shift.person
                index = solution.Value(self.routing.NextVar(index))


def solve(instance, seconds):
    model = Model(instance)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(round(seconds * 1000))
    solution = model.routing.SolveWithParameters(search)
    return list(model.pairs(solution)) if solution else [], None


if __name__ == "__main__":
    main(solve)
