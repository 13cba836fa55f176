#!/usr/bin/env python3
"""Makes a planning instance of the family IDS-1: invented interpreters and jobs of a day or a week in Flanders.

    generate.py JOBS INTERPRETERS DAYS SEED [remote_only] > IN.json

Same arguments, same octets. IDS-1 is a published family, so every draw is a contract: their order and their weights decide the
octets, and figures are comparable only between identical instances. Times are minutes since day 0, 00:00; places are in km.
"""
import argparse
import json
import random
import sys

LANGUAGES = ("ar tr ti prs ps so ru uk bg ro pl es fr sq fa en pt zh ku am ur pa hy ka vi th bn hi it el sr hr sk hu ne sw ff ln vgt"
             ).split()
# Name, place and share of the people who do not live in the country.
CITIES = [("Antwerpen", 140, 45, 0.24), ("Gent", 80, 35, 0.20), ("Brugge", 35, 45, 0.09), ("Leuven", 155, 20, 0.11),
          ("Hasselt", 185, 25, 0.10), ("Kortrijk", 50, 12, 0.08), ("Mechelen", 140, 30, 0.07), ("Oostende", 15, 45, 0.05),
          ("Sint-Niklaas", 110, 42, 0.06)]
WIDTH_KM, HEIGHT_KM = 200, 60
RURAL = 0.12
SHIFTS = [(480, 780), (540, 1020), (480, 960), (720, 1080), (510, 750), (600, 1200), (840, 1200)]
SHIFT_SHARES = [0.17, 0.26, 0.18, 0.13, 0.08, 0.10, 0.08]
MODALITIES = ("phone", "video", "onsite")
# Minutes and their shares.
DURATIONS = {"phone": ([15, 30, 45], [0.45, 0.40, 0.15]), "video": ([30, 45, 60], [0.4, 0.3, 0.3]),
             "onsite": ([60, 75, 90, 120], [0.45, 0.15, 0.25, 0.15])}
HOURS = range(8, 20)
HOUR_WEIGHTS = [6, 10, 12, 11, 7, 6, 9, 10, 8, 5, 2, 1]
DAY = 24 * 60


def zipf(count, exponent):
    weights = [1 / (rank + 1) ** exponent for rank in range(count)]
    total = sum(weights)
    return [weight / total for weight in weights]


# Supply is flatter than demand: rare languages have relatively more interpreters.
DEMAND, SUPPLY = zipf(len(LANGUAGES), 1.0), zipf(len(LANGUAGES), 0.75)


class Generator:
    def __init__(self, jobs, interpreters, days, seed, remote_only=False):
        self.job_count, self.interpreter_count, self.days, self.seed, self.remote_only = jobs, interpreters, days, seed, remote_only
        self.random = random.Random(seed * 1000003 + jobs * 31 + interpreters * 7 + days)

    def draw(self, values, weights):
        return self.random.choices(values, weights)[0]

    def chance(self, share):
        return self.random.random() < share

    def place(self):
        if self.chance(RURAL):
            return self.random.uniform(0, WIDTH_KM), self.random.uniform(0, HEIGHT_KM)
        _, x, y, _ = self.draw(CITIES, [share for *_, share in CITIES])
        return min(WIDTH_KM, max(0, self.random.gauss(x, 6))), min(HEIGHT_KM, max(0, self.random.gauss(y, 5)))

    def languages(self, number):
        count = self.draw([1, 2, 3, 4], [0.42, 0.33, 0.17, 0.08])
        # Where there are interpreters enough, every language has at least one.
        spoken = [LANGUAGES[number]] if number < len(LANGUAGES) and self.interpreter_count >= 2 * len(LANGUAGES) else []
        while len(spoken) < count:
            language = self.draw(LANGUAGES, SUPPLY)
            if language not in spoken:
                spoken.append(language)
        return spoken

    def windows(self):
        for day in range(self.days):
            if self.chance(0.82 if day % 7 < 5 else 0.25):
                begin, end = self.draw(SHIFTS, SHIFT_SHARES)
                yield [day * DAY + begin, day * DAY + end]

    def interpreter(self, number):
        languages = self.languages(number)
        x, y = self.place()
        windows = list(self.windows())
        minutes = self.draw([180, 240, 300, 360, 420], [0.15, 0.25, 0.25, 0.20, 0.15])
        return {"id": number, "langs": languages, "certified": self.chance(0.62), "gender": self.draw("fm", [0.6, 0.4]),
                "x": round(x, 2), "y": round(y, 2), "phone": self.chance(0.96), "video": self.chance(0.85), "onsite": self.chance(0.78),
                "max_km": self.draw([25, 40, 60, 100], [0.2, 0.3, 0.3, 0.2]), "windows": windows, "max_min_day": minutes,
                "max_min_week": int(minutes * self.draw([2, 3, 4, 5], [0.15, 0.25, 0.30, 0.30]))}

    def job(self, number, interpreters):
        modality = self.draw(MODALITIES, [0.733, 0.267, 0] if self.remote_only else [0.55, 0.20, 0.25])
        day = self.draw(range(self.days), [1 if day % 7 < 5 else 0.25 for day in range(self.days)])
        # On-site appointments are made at quarters, the others at any five minutes.
        start = day * DAY + self.draw(HOURS, HOUR_WEIGHTS) * 60 + self.random.randrange(0, 60, 15 if modality == "onsite" else 5)
        end = start + self.draw(*DURATIONS[modality])
        language = self.draw(LANGUAGES, DEMAND)
        x, y = self.place() if modality == "onsite" else (0, 0)
        gender = self.draw("fm", [0.8, 0.2]) if self.chance(0.08) else None
        known = [person["id"] for person in interpreters if language in person["langs"]] if self.chance(0.15) else []
        continuity = self.random.choice(known) if known else None
        return {"id": number, "start": start, "end": end, "lang": language, "modality": modality, "cert": self.chance(0.28),
                "x": round(x, 2), "y": round(y, 2), "weight": self.draw([1, 2, 4], [0.70, 0.22, 0.08]),
                "gender": gender, "continuity": continuity}

    def instance(self):
        interpreters = [self.interpreter(number) for number in range(self.interpreter_count)]
        jobs = [self.job(number, interpreters) for number in range(self.job_count)]
        jobs.sort(key=lambda job: (job["start"], job["end"]))
        for number, job in enumerate(jobs):
            job["id"] = number
        name = f"ids1_J{self.job_count}_I{self.interpreter_count}_D{self.days}_s{self.seed}" + ("_remote" if self.remote_only else "")
        return {"name": name, "days": self.days, "speed_kmh": 50, "detour": 1.3,
                "pref_cost": {"gender": 30, "continuity": 20, "nonfirst_language": 5}, "fill_value": 1000,
                "jobs": jobs, "interpreters": interpreters}


def main():
    options = argparse.ArgumentParser(description="Makes an IDS-1 planning instance on standard output.")
    for name in ("jobs", "interpreters", "days", "seed"):
        options.add_argument(name, type=int)
    options.add_argument("remote_only", nargs="?", choices=["remote_only"])
    asked = options.parse_args()
    json.dump(Generator(asked.jobs, asked.interpreters, asked.days, asked.seed, bool(asked.remote_only)).instance(), sys.stdout)


if __name__ == "__main__":
    main()
