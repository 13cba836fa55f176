"""What the peers' scripts have in common: PEER.py IN.json OUT.json SECONDS."""
import json
import math
import os
import sys
import time

from shifts import Instance

# As many threads as the machine can run at once, for every solver that can use them.
THREADS = len(os.sched_getaffinity(0))


def main(solve):
    """Answers with `solve(instance, seconds)`: pairs of job and interpreter, and a proven bound or None.

    The seconds are for the solver: reading the instance and building its model come on top. No value is claimed, since
    a model may undervalue an answer that it has not finished improving: the checker says what it is worth.
    """
    path, out, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    began = time.monotonic()
    instance = Instance(path)
    pairs, bound = solve(instance, seconds)
    if not pairs and bound is None:
        sys.exit(f"found nothing in {seconds:g} s")
    filled = {job for job, _ in pairs}
    answer = {"instance": instance.name, "bound": bound, "seconds": round(time.monotonic() - began, 3),
              "assignments": [{"job": job, "interpreter": person} for job, person in pairs],
              "unfilled": [{"job": job.number, "reason": "not chosen"} for job in instance.jobs if job.number not in filled]}
    with open(out, "w") as file:
        json.dump(answer, file)


def whole(bound):
    """The bound that a solver with floating-point numbers has proven; None when it has none."""
    # Every value is whole, so it may be rounded down; first up a little, for what floating point loses.
    return math.floor(bound + 1e-4) if math.isfinite(bound) else None


def keep_weeks(instance, pairs):
    """The pairs without the lightest jobs of interpreters who work too much in a week: for solvers that cannot say so."""
    of_person = {}
    for job, person in pairs:
        of_person.setdefault(person, []).append(instance.jobs[job])
    kept = []
    for person, jobs in of_person.items():
        shifts = instance.weeks.get(person)
        most = instance.shifts[shifts[0]].week_limit if shifts else None
        jobs.sort(key=lambda job: (-job.value / job.minutes, job.start))
        while most is not None and sum(job.minutes for job in jobs) > most:
            jobs.pop()
        kept += [(job.number, person) for job in jobs]
    return kept
