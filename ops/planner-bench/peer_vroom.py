"""VROOM, a vehicle-routing engine, through pyvroom.

What it cannot say: preferences (it does not see them) and the limit of a week (the lightest jobs above it are dropped afterwards).
Weights are its priorities. Whatever is done at home is at another place for everyone, so each interpreter who can travel has a profile,
with a matrix of journeys of her own; a place that is too far for her is out of reach there.
"""
from datetime import timedelta

import numpy
import vroom

from answer import THREADS, keep_weeks, main

# Longer than any window.
OUT_OF_REACH = 24 * 60
HOME = 0
STAYS_HOME = "stays-home"


def abilities(job):
    return {job["lang"], job["modality"]} | ({"certificate"} if job["cert"] else set())


def offered(person):
    return ({*person["langs"]} | {modality for modality in ("phone", "video", "onsite") if person[modality]}
            | ({"certificate"} if person["certified"] else set()))


class Model:
    def __init__(self, instance):
        self.instance = instance
        self.input = vroom.Input()
        self.skills = {}
        doable = {option.job.number for shift in instance.shifts for option in shift.options}
        jobs = [job for job in instance.jobs if job.number in doable]
        self.sites = [job for job in jobs if job.site]
        self.place = {job.number: number for number, job in enumerate(self.sites, HOME + 1)}
        self.people = {person["id"]: person for person in instance.raw["interpreters"]}
        self.travellers = {shift.person for shift in instance.shifts if any(option.job.site for option in shift.options)}
        self.add_journeys()
        self.input.add_vehicle([self.vehicle(number, shift) for number, shift in enumerate(instance.shifts)])
        self.input.add_job([self.job(job) for job in jobs])

    def add_journeys(self):
        matrix = numpy.zeros((len(self.sites) + 1, len(self.sites) + 1), dtype=numpy.uint32)
        places = numpy.array([job.site for job in self.sites]).reshape(-1, 2)
        ways = numpy.hypot(*(places[:, None] - places).transpose(2, 0, 1)) * self.instance.minutes_per_km - 1e-6
        matrix[1:, 1:] = numpy.ceil(ways)
        matrix[HOME, 1:] = matrix[1:, HOME] = OUT_OF_REACH
        self.input.set_durations_matrix(STAYS_HOME, matrix)
        for number in self.travellers:
            matrix[HOME, 1:] = matrix[1:, HOME] = self.ways(self.people[number])
            self.input.set_durations_matrix(str(number), matrix)

    def ways(self, person):
        home = person["x"], person["y"]
        return [self.instance.journey(home, job.site) if self.instance.km(home, job.site) <= person["max_km"] + 1e-6 else OUT_OF_REACH
                for job in self.sites]

    def numbers(self, skills):
        return {self.skills.setdefault(skill, len(self.skills)) for skill in skills}

    def vehicle(self, number, shift):
        return vroom.Vehicle(number, start=HOME, end=HOME, capacity=[shift.limit],
                             profile=str(shift.person) if shift.person in self.travellers else STAYS_HOME,
                             skills=self.numbers(offered(self.people[shift.person])), time_window=vroom.TimeWindow(shift.begin, shift.end))

    def job(self, job):
        return vroom.Job(job.number, location=self.place.get(job.number, HOME), default_service=job.minutes, delivery=[job.minutes],
                         skills=self.numbers(abilities(self.instance.raw["jobs"][job.number])), priority=job.weight,
                         time_windows=[vroom.TimeWindow(job.start, job.start)])


def solve(instance, seconds):
    solution = Model(instance).input.solve(exploration_level=5, nb_threads=THREADS, timeout=timedelta(seconds=seconds))
    routes = solution.routes
    done = routes[routes["type"] == "job"]
    pairs = [(int(job), instance.shifts[int(vehicle)].person) for job, vehicle in zip(done["id"], done["vehicle_id"])]
    return keep_weeks(instance, pairs), None


if __name__ == "__main__":
    main(solve)
