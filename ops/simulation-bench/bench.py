#!/usr/bin/env python3
"""Measures `tolkbrug bench queue` and its peers on the same queue, on this machine; ops/bench-simulation builds it and calls this."""
import json
import os
import platform
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# The virtual environment and the table are those of ops/bench-planner.
sys.path.append(os.path.join(os.path.dirname(HERE), "planner-bench"))

from peers import Environment, Unavailable  # noqa: E402
from queue_options import options  # noqa: E402
from queue_report import Simulator, lines  # noqa: E402
from simulators import PEERS  # noqa: E402

BUILD = os.path.normpath(os.path.join(HERE, os.pardir, os.pardir, ".build"))
MOST_SECONDS = 600


def say(text):
    print(text, file=sys.stderr, flush=True)


def machine():
    return {"cores": len(os.sched_getaffinity(0)), "load_before": os.getloadavg()[0], "system": platform.platform(),
            "python": platform.python_version()}


class Bench:
    def __init__(self, asked):
        self.asked = asked
        self.environment = Environment(os.path.join(BUILD, "simulation-bench-venv"))
        self.ours = Simulator("tolkbrug")
        self.peers = [Simulator(name) for name in asked.peers if self.is_usable(name)]

    def is_usable(self, name):
        try:
            self.environment.install(PEERS[name].package)
        except Unavailable as reason:
            say(f"{name} is skipped: {reason}")
            return False
        say(f"{name}: {PEERS[name].package}")
        return True

    def run(self):
        """In turns, so that whatever else the machine does meets all of them alike."""
        for seed in range(1, self.asked.runs + 1):
            line = self.measure(self.ours, [self.asked.tolkbrug, "bench", "queue", "--customers", str(self.asked.customers)], seed)
            if self.ours.failure:
                return
            for peer in self.peers:
                script = os.path.join(HERE, PEERS[peer.name].script)
                self.measure(peer, [self.environment.python, script, "--customers", str(self.asked.customers),
                                    "--warm-up", str(line["warmUp"])], seed)

    def measure(self, simulator, command, seed):
        """The line of JSON that the command prints; a simulator that failed once is not asked again."""
        if simulator.failure:
            return None
        command += ["--load", repr(self.asked.load), "--servers", str(self.asked.servers), "--seed", str(seed)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=True)
            line = json.loads(run.stdout)
        except subprocess.TimeoutExpired:
            simulator.failure = f"no answer within {MOST_SECONDS} s; take fewer --customers"
        except subprocess.CalledProcessError as error:
            simulator.failure = (error.stderr.strip().splitlines() or [f"exit {error.returncode}"])[-1]
        except (OSError, ValueError) as error:
            simulator.failure = f"{command[0]}: {error}"
        else:
            simulator.runs.append(line)
            say(f"{simulator.name}, seed {seed}: {line['events'] / line['seconds']:,.0f} events/s, mean wait {line['meanWait']:.5f}")
            return line
        return None


def main():
    asked, host = options(), machine()
    bench = Bench(asked)
    bench.run()
    host["load_after"] = os.getloadavg()[0]
    heading = (f"M/M/{asked.servers} with a load of {asked.load:g}; {host['cores']} cores, Python {host['python']}, "
               f"load average {host['load_before']:.2f} before, {host['load_after']:.2f} after")
    if bench.ours.failure:
        sys.exit(f"tolkbrug failed: {bench.ours.failure}")
    print("\n".join([heading, "", *lines(bench.ours, bench.peers, bench.ours.runs[0]["formula"])]))
    if asked.json:
        with open(asked.json, "w") as file:
            json.dump({"machine": host, "packages": {peer.name: PEERS[peer.name].package for peer in bench.peers},
                       "load": asked.load, "servers": asked.servers, "formula": bench.ours.runs[0]["formula"],
                       "simulators": [simulator.figures() for simulator in [bench.ours, *bench.peers]]}, file, indent=1)
    sys.exit(any(peer.failure for peer in bench.peers))


if __name__ == "__main__":
    main()
