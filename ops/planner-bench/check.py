#!/usr/bin/env python3
"""Judges an answer to an IDS-1 planning instance, whoever made it.

    check.py IN.json OUT.json [--json]

Exit 0 and the figures, or exit 1 and the first rule that is broken. Shares no code with any planner and none with the scripts of
the peers: a mistake there must not be repeated here.
"""
import argparse
import json
import math
import sys
from collections import defaultdict

# Bounds come from floating-point solvers; values are whole, so half a point decides nothing.
TOLERANCE = 0.5


class Broken(Exception):
    """The answer breaks a rule."""


def demand(holds, why):
    if not holds:
        raise Broken(why)


class Judge:
    def __init__(self, instance):
        self.instance = instance
        self.jobs = {job["id"]: job for job in instance["jobs"]}
        self.people = {person["id"]: person for person in instance["interpreters"]}
        self.minutes_per_km = instance["detour"] / instance["speed_kmh"] * 60

    def journey(self, here, there):
        # What is a millionth of a minute more than a whole one is that whole one: ops/PLANNING.md.
        return max(0, math.ceil(math.dist(here, there) * self.minutes_per_km - 1e-6))

    def window(self, job, person):
        """The window of the person that contains the job; demands that this person may do it."""
        who = f"interpreter {person['id']}, job {job['id']}"
        demand(job["lang"] in person["langs"], f"{who}: does not speak {job['lang']}")
        demand(person["certified"] or not job["cert"], f"{who}: has no certificate")
        demand(person[job["modality"]], f"{who}: does not offer {job['modality']}")
        if job["modality"] == "onsite":
            km = math.dist((person["x"], person["y"]), (job["x"], job["y"])) * self.instance["detour"]
            demand(km <= person["max_km"] + 1e-6, f"{who}: {km:.1f} km is more than {person['max_km']}")
        for begin, end in person["windows"]:
            if begin <= job["start"] and job["end"] <= end:
                return begin, end
        raise Broken(f"{who}: not within a window")

    def preference_cost(self, job, person):
        cost = self.instance["pref_cost"]
        return (cost["gender"] * (job["gender"] not in (None, person["gender"]))
                + cost["continuity"] * (job["continuity"] not in (None, person["id"]))
                + cost["nonfirst_language"] * (job["lang"] != person["langs"][0]))

    def travel(self, person, window, jobs):
        """Minutes on the road on one day; demands that every journey fits."""
        home = person["x"], person["y"]
        here, free, total = home, window[0], 0
        for job in sorted(jobs, key=lambda job: (job["start"], job["end"])):
            there = (job["x"], job["y"]) if job["modality"] == "onsite" else home
            way = self.journey(here, there)
            demand(free + way <= job["start"],
                   f"interpreter {person['id']}, job {job['id']}: free at {free}, {way} min away, starts at {job['start']}")
            here, free, total = there, job["end"], total + way
        way = self.journey(here, home)
        demand(free + way <= window[1], f"interpreter {person['id']}: free at {free}, {way} min from home, window ends at {window[1]}")
        return total + way

    def shifts(self, assignments):
        """The jobs of each interpreter and window."""
        shifts, seen = defaultdict(list), set()
        for pair in assignments:
            demand(pair.get("job") in self.jobs and pair.get("interpreter") in self.people, f"unknown: {pair}")
            job, person = self.jobs[pair["job"]], self.people[pair["interpreter"]]
            demand(job["id"] not in seen, f"job {job['id']} is assigned twice")
            seen.add(job["id"])
            shifts[person["id"], self.window(job, person)].append(job)
        return shifts

    def figures(self, answer):
        """What the answer is worth; raises Broken."""
        filled = weight = travel = preference = 0
        week = defaultdict(int)
        for (identity, window), jobs in self.shifts(answer["assignments"]).items():
            person = self.people[identity]
            minutes = sum(job["end"] - job["start"] for job in jobs)
            demand(minutes <= person["max_min_day"],
                   f"interpreter {identity}: {minutes} min of work in the window {window}, at most {person['max_min_day']}")
            week[identity] += minutes
            travel += self.travel(person, window, jobs)
            filled += len(jobs)
            weight += sum(job["weight"] for job in jobs)
            preference += sum(self.preference_cost(job, person) for job in jobs)
        if self.instance["days"] > 1:
            for identity, minutes in week.items():
                most = self.people[identity]["max_min_week"]
                demand(minutes <= most, f"interpreter {identity}: {minutes} min of work in the week, at most {most}")
        value = self.instance["fill_value"] * weight - travel - preference
        self.claims(answer, value)
        return {"value": value, "bound": answer.get("bound"), "filled": filled, "asked": len(self.jobs),
                "weight": weight, "travel": travel, "preference": preference}

    def claims(self, answer, value):
        """What the answer says of itself must be true, where it says it."""
        demand(answer.get("instance") in (None, self.instance["name"]), f"is an answer to {answer.get('instance')}")
        claimed, bound = answer.get("value"), answer.get("bound")
        demand(claimed is None or abs(claimed - value) <= TOLERANCE, f"claims the value {claimed}, which is {value}")
        demand(bound is None or math.isfinite(bound) and bound >= value - TOLERANCE, f"claims the bound {bound}, its value is {value}")
        if answer.get("unfilled") is not None:
            unfilled = sorted(entry["job"] for entry in answer["unfilled"])
            filled = {pair["job"] for pair in answer["assignments"]}
            demand(unfilled == sorted(set(self.jobs) - filled), "the unfilled jobs it names are not those that it leaves unfilled")


def main():
    options = argparse.ArgumentParser(description="Judges an answer to an IDS-1 planning instance.")
    options.add_argument("instance")
    options.add_argument("answer")
    options.add_argument("--json", action="store_true", help="the figures as JSON")
    asked = options.parse_args()
    with open(asked.instance) as instance:
        judge = Judge(json.load(instance))
    try:
        with open(asked.answer) as answer:
            figures = judge.figures(json.load(answer))
    except Broken as broken:
        sys.exit(f"infeasible: {broken}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as malformed:
        sys.exit(f"not an answer: {malformed!r}")
    print(json.dumps(figures) if asked.json else " ".join(f"{name}={figure}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
