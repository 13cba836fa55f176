"""What each interpreter could do on each day of an IDS-1 instance: the common ground of the peers' models.

The checker does not use this, so that a mistake here is found there.
"""
import json
import math
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Job:
    """A job as all models see it; `site` is its place, None when it is done from home."""
    number: int
    start: int
    end: int
    weight: int
    value: int
    site: tuple = None

    @property
    def minutes(self):
        return self.end - self.start


@dataclass
class Option:
    """A job in a shift that could take it: minutes between home and its place, and the cost of preferences not met."""
    job: Job
    way: int
    cost: int


@dataclass
class Shift:
    """An interpreter's window on one day; options are in order of time."""
    person: int
    begin: int
    end: int
    limit: int
    week_limit: int
    options: list = field(default_factory=list)


class Instance:
    def __init__(self, path):
        with open(path) as file:
            self.raw = json.load(file)
        self.name = self.raw["name"]
        self.minutes_per_km = self.raw["detour"] / self.raw["speed_kmh"] * 60
        self.jobs = [Job(job["id"], job["start"], job["end"], job["weight"], job["weight"] * self.raw["fill_value"],
                         (job["x"], job["y"]) if job["modality"] == "onsite" else None) for job in self.raw["jobs"]]
        self.by_language = defaultdict(list)
        for job in self.raw["jobs"]:
            self.by_language[job["lang"]].append(job)
        self.shifts = [shift for person in self.raw["interpreters"] for shift in self.shifts_of(person) if shift.options]
        # The shifts of each interpreter whose week has a limit.
        self.weeks = defaultdict(list)
        if self.raw["days"] > 1:
            for number, shift in enumerate(self.shifts):
                self.weeks[shift.person].append(number)

    def km(self, here, there):
        return math.dist(here, there) * self.raw["detour"]

    def journey(self, here, there):
        return max(0, math.ceil(math.dist(here, there) * self.minutes_per_km - 1e-6))

    def shifts_of(self, person):
        home = person["x"], person["y"]
        able = [job for language in person["langs"] for job in self.by_language[language] if self.able(person, job, home)]
        able.sort(key=lambda job: (job["start"], job["end"], job["id"]))
        for begin, end in person["windows"]:
            shift = Shift(person["id"], begin, end, person["max_min_day"], person["max_min_week"])
            for raw in able:
                job = self.jobs[raw["id"]]
                way = self.journey(home, job.site) if job.site else 0
                if begin + way <= job.start and job.end + way <= end and job.minutes <= shift.limit:
                    shift.options.append(Option(job, way, self.preference_cost(person, raw)))
            yield shift

    def able(self, person, job, home):
        return (person[job["modality"]] and (person["certified"] or not job["cert"])
                and (job["modality"] != "onsite" or self.km(home, (job["x"], job["y"])) <= person["max_km"] + 1e-6))

    def preference_cost(self, person, job):
        cost = self.raw["pref_cost"]
        return ((cost["gender"] if job["gender"] and job["gender"] != person["gender"] else 0)
                + (cost["continuity"] if job["continuity"] is not None and job["continuity"] != person["id"] else 0)
                + (cost["nonfirst_language"] if job["lang"] != person["langs"][0] else 0))

    def fits(self, first, second):
        """Whether a shift can do `second` after `first`."""
        if first.job.site and second.job.site:
            # No journey is shorter than none: most pairs need no root.
            return (first.job.end <= second.job.start
                    and first.job.end + self.journey(first.job.site, second.job.site) <= second.job.start)
        return first.job.end + first.way + second.way <= second.job.start
