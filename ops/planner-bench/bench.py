#!/usr/bin/env python3
"""Measures `tolkbrug plan` and its peers on the same instances, on this machine; ops/bench-planner builds it and calls this."""
import json
import os
import platform
import subprocess
import sys

from families import FAMILIES
from measured import GIGABYTE, measured
from options import options
from peers import PEERS, Environment, Unavailable
from report import Report, Run

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.normpath(os.path.join(HERE, os.pardir, os.pardir, ".build"))
OURS = "tolkbrug"
PEER_OCTETS = 12 * GIGABYTE


def say(text):
    print(text, file=sys.stderr, flush=True)


def allowance(family):
    """Seconds that a program gets beside those of its solver: to start, to read, to build its model, to stop."""
    return 60 + family.jobs / 50


def script(name, *arguments):
    """In a process of its own, which keeps this one small: no child is measured as smaller than its parent."""
    return [sys.executable, os.path.join(HERE, name), *arguments]


def machine():
    with open("/proc/meminfo") as file:
        kilobytes = int(file.readline().split()[1])
    return {"cores": len(os.sched_getaffinity(0)), "memory_gb": round(kilobytes / 2**20, 1), "load_before": os.getloadavg()[0],
            "system": platform.platform(), "python": platform.python_version()}


class Bench:
    def __init__(self, asked):
        self.asked = asked
        self.folder = os.path.join(BUILD, "planner-bench")
        os.makedirs(self.folder, exist_ok=True)
        self.environment = Environment(os.path.join(BUILD, "planner-bench-venv"))
        self.peers = list(self.usable_peers())
        self.runs = []

    def usable_peers(self):
        for name in self.asked.peers:
            try:
                self.environment.install(PEERS[name].package)
                say(f"{name}: {PEERS[name].package}")
                yield PEERS[name]
            except Unavailable as reason:
                say(f"{name} is skipped: {reason}")

    def run(self):
        families = [FAMILIES[name] for name in self.asked.instances]
        most = sum(self.seconds(family) + len(self.peers) * self.asked.peer_seconds for family in families) * len(self.asked.seeds)
        say(f"The solvers get {most / 60:.1f} minutes in all: we as the table says, each peer {self.asked.peer_seconds:g} s; "
            "building their models comes on top.")
        for family in families:
            for seed in self.asked.seeds:
                self.run_instance(family, seed)

    def seconds(self, family):
        return self.asked.seconds.get(family.name, family.seconds)

    def run_instance(self, family, seed):
        name = f"{family.name} s{seed}"
        path = os.path.join(self.folder, f"{family.name}-s{seed}.json")
        with open(path, "w") as file:
            subprocess.run(script("generate.py", *family.arguments(seed)), stdout=file, check=True)
        seconds, out = self.seconds(family), self.answer(path, OURS)
        self.judge(Run(name, family.name, OURS, seconds), path, out, allowance(family), None,
                   [self.asked.planner, "plan", path, "--seconds", f"{seconds:g}", "--json", out])
        for peer in self.peers:
            seconds, out = self.asked.peer_seconds, self.answer(path, peer.name)
            self.judge(Run(name, family.name, peer.name, seconds), path, out, allowance(family), PEER_OCTETS,
                       [self.environment.python, os.path.join(HERE, peer.script), path, out, f"{seconds:g}"])

    def answer(self, path, solver):
        """Where the solver's answer goes; nothing of an earlier run is there."""
        out = f"{path.removesuffix('.json')}-{solver}.json"
        if os.path.exists(out):
            os.remove(out)
        return out

    def judge(self, run, path, out, extra, most_octets, command):
        outcome = measured(command, run.given + extra, most_octets)
        run.seconds, run.megabytes, run.failure = round(outcome.seconds, 3), round(outcome.megabytes, 1), outcome.failure
        if not run.failure:
            verdict = subprocess.run(script("check.py", path, out, "--json"), capture_output=True, text=True)
            if verdict.returncode:
                run.failure = (verdict.stderr.strip().splitlines() or ["the checker failed"])[-1]
            else:
                figures = json.loads(verdict.stdout)
                run.value, run.bound, run.filled, run.asked = (figures[name] for name in ("value", "bound", "filled", "asked"))
        self.runs.append(run)
        say(f"{run.instance} {run.solver}: {run.failure or f'{run.value:,}'}, {run.seconds:.2f} s, {run.megabytes:.0f} MB")


def main():
    asked, host = options(), machine()
    heading = f"{host['cores']} cores, {host['memory_gb']} GB, Python {host['python']}, load {host['load_before']:.2f} before"
    say(heading)
    bench = Bench(asked)
    bench.run()
    host["load_after"] = os.getloadavg()[0]
    report = Report(bench.runs)
    print("\n".join([f"{heading}, {host['load_after']:.2f} after", "", *report.lines(), "", *report.loss_lines()]))
    if asked.json:
        with open(asked.json, "w") as file:
            json.dump({"machine": host, "packages": {peer.name: peer.package for peer in bench.peers}, **report.figures()}, file, indent=1)
    sys.exit(any(run.solver == OURS for run in report.wrong()))


if __name__ == "__main__":
    main()
