#!/usr/bin/env python3
"""Makes organisations.csv, interpreters.csv and requests.csv of flanders-day from rules/ and the figures in scenario.yaml.

    python3 simulations/flanders-day/generate.py

Same seed, same files. Names are invented; places, languages and shares are those of the rule files.
"""
import csv
import math
import pathlib
import random

import yaml

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parent.parent / "rules"
SCENARIO = yaml.safe_load((HERE / "scenario.yaml").read_text())
DATE = str(SCENARIO["date"])
CITIES = {11002: 24, 44021: 12, 21004: 9, 21001: 4, 21012: 3, 21015: 3, 12025: 7, 24062: 6, 71016: 4, 71072: 5, 31005: 5, 34022: 4,
          46021: 5, 41002: 4, 35013: 3, 13040: 3, 11029: 1, 23088: 3, 36015: 2, 72039: 2, 73111: 2}
STREETS = ["De Linde", "Het Kompas", "De Brug", "De Wegwijzer", "Sint-Jozef", "De Toren", "Ten Velde", "De Kade", "De Meander", "Hof ter Beke"]
KINDS = {
    "welfare": ["CAW", "OCMW"], "education": ["Basisschool", "Atheneum", "CLB"], "public-services": ["Gemeente", "Stadsloket"],
    "health": ["Ziekenhuis", "Wijkgezondheidscentrum", "Consultatiebureau"], "reception": ["Opvangcentrum"], "other": ["Huis van het Kind", "Wijkwerking"],
}


def read_places():
    rows = {}
    for line in csv.DictReader(l for l in (RULES / "gazetteer.csv").read_text().splitlines() if not l.startswith("#")):
        rows[int(line["nis"])] = line
    return rows


def agency(nis):
    if nis == 11002:
        return "atlas"
    if nis == 44021:
        return "amal"
    return "brussel-onthaal" if 21001 <= nis <= 21019 else "agii"


def weighted(rng, weights):
    keys = list(weights)
    return rng.choices(keys, [weights[key] for key in keys])[0]


def organisations(rng, places):
    sectors = {key: value for key, value in SCENARIO["sectors"].items() if key != "source"}
    sectors["reception"] = 6
    wanted = [kind for sector in KINDS for kind in [(sector, name) for name in KINDS[sector]]]
    rows = []
    homes = list(CITIES)
    for number in range(SCENARIO["organisations"]):
        sector, kind = wanted[number] if number < len(wanted) else (weighted(rng, sectors), None)
        kind = kind or rng.choice(KINDS[sector])
        nis = homes[number] if number < len(homes) else weighted(rng, CITIES)
        name = f"{kind} {rng.choice(STREETS)} {places[nis]['name_nl']}"
        times = 1 + sum(row["name"] == name for row in rows)
        name = name if times == 1 else f"{name} {times}"
        rows.append({"number": number + 1, "name": name, "sector": sector, "place": nis, "agency": agency(nis)})
    return rows


def interpreters(rng, languages):
    rows = []
    shares = {tag: share ** 0.75 for tag, share in languages.items()}
    first = [tag for tag in languages for _ in range(2)]
    for number in range(SCENARIO["interpreters"]):
        main = first[number] if number < len(first) else weighted(rng, shares)
        spoken = [main]
        for extra in ("en", "fr", "arb"):
            if extra not in spoken and rng.random() < 0.12:
                spoken.append(extra)
        home = weighted(rng, CITIES)
        pools = {agency(home)} | ({"agii"} if rng.random() < 0.75 else set())
        pools |= {pool for pool in ("amal", "atlas", "brussel-onthaal") if rng.random() < 0.35}
        kind = rng.random()
        modalities = ["telephone", "video", "onsite"] if kind < 0.7 else (["telephone", "video"] if kind < 0.9 else ["telephone", "onsite"])
        begin, end = rng.choice([("07:00", "20:00"), ("08:00", "18:00"), ("08:30", "17:00"), ("07:00", "13:00"), ("12:30", "20:00")])
        duty = ""
        if "telephone" in modalities and rng.random() < 0.9:
            duty = f"{begin}-{min(end, '19:30')}"
        rows.append({
            "number": number + 1, "name": f"Tolk {number + 1:03d}", "gender": rng.choice(["female", "female", "male"]), "home": home,
            "modalities": " ".join(modalities), "pools": " ".join(sorted(pools)), "languages": " ".join(spoken), "from": begin, "until": end,
            "duty": duty,
        })
    return rows


def talk(rng):
    """Complexity, minutes and whether it begins at once: tuned so that the rule book's modalities come out as in 2022."""
    kind = rng.random()
    if kind < 0.66:
        complexity = rng.choice(["practical", "practical", "informative"])
        minutes = max(5, min(30, round(math.exp(rng.gauss(math.log(rng.choice([11, 22])), 0.4)))))
        return complexity, minutes, rng.random() < 0.62
    if kind < 0.774:
        complexity = rng.choice(["informative", "complex", "practical"])
        return complexity, rng.choice([40, 45, 60]), rng.random() < 0.12
    return "complex", rng.choice([75, 90, 90, 120]), False


def start(rng, second):
    """When the talk is: later the same day, or within the next two working days; all are decided by ten the next morning."""
    ahead = rng.random()
    if ahead < 0.6 and second < 16 * 3600:
        begin = second + rng.choice([90, 120, 180, 240, 300]) * 60
        begin = min(begin, 19 * 3600)
        return f"{DATE}T{begin // 3600:02d}:{begin % 3600 // 900 * 15:02d}"
    if ahead < 0.75 and second < 9 * 3600 + 1800:
        return f"2026-12-02T{rng.randint(13, 17):02d}:{rng.choice(['00', '30'])}"
    if ahead < 0.85:
        return f"2026-12-02T{rng.randint(9, 11):02d}:{rng.choice(['00', '30'])}"
    return f"2026-12-03T{rng.randint(9, 17):02d}:{rng.choice(['00', '30'])}"


def requests(rng, hosts, languages):
    hours = SCENARIO["hours"]
    rows = []
    tags = list(languages) + [weighted(rng, languages) for _ in range(SCENARIO["requests"] - len(languages))]
    rng.shuffle(tags)
    for tag in tags:
        hour = hours["from"] + rng.choices(range(len(hours["percent"])), hours["percent"])[0]
        second = hour * 3600 + rng.randrange(3600)
        complexity, minutes, at_once = talk(rng)
        host = rng.choice(hosts)
        fallback = ""
        if complexity == "complex" and minutes > 60:
            fallback = "video" if rng.random() < 0.4 else ""
        elif minutes <= 30 and rng.random() < 0.3:
            fallback = "video"
        cancel = rng.randint(10, 300) if rng.random() < SCENARIO["cancellation"]["percent"] / 100 and not at_once else ""
        rows.append({
            "submitted": f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}", "organisation": host["number"],
            "language": tag, "complexity": complexity, "minutes": minutes, "start": "now" if at_once else start(rng, second),
            "place": host["place"], "fallback": fallback, "priority": weighted(rng, {"normal": 85, "high": 10, "urgent": 5}),
            "gender": weighted(rng, {"": 92, "female": 7, "male": 1}), "cancel_after": cancel,
        })
    rows.sort(key=lambda row: row["submitted"])
    return rows


def write(name, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    rng = random.Random(SCENARIO["seed"])
    places = read_places()
    languages = {row["tag"]: row["share"] for row in shares()}
    hosts = organisations(rng, places)
    write("organisations.csv", hosts)
    write("interpreters.csv", interpreters(rng, languages))
    write("requests.csv", requests(rng, hosts, languages))


def shares():
    book = yaml.safe_load((RULES / "languages.yaml").read_text())
    for row in book["languages"]:
        yield {"tag": row["tag"], "share": row["share"]}


if __name__ == "__main__":
    main()
