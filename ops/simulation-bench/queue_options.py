"""What the command line of ops/bench-simulation asks for."""
import argparse

from simulators import PEERS


def peers(text):
    """Reads a list of names, separated by commas, or none."""
    chosen = [] if text == "none" else text.split(",")
    for name in chosen:
        if name not in PEERS:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(PEERS)}")
    return chosen


def positive(text):
    if int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: at least 1")
    return int(text)


def options():
    parser = argparse.ArgumentParser(prog="ops/bench-simulation", allow_abbrev=False,
                                     description="Measures the bare queue of tolkbrug simulate next to other simulators.")
    parser.add_argument("--tolkbrug", required=True, help="the program whose `bench queue` is measured (default: built from this clone)")
    parser.add_argument("--load", type=float, default=18, help="arrivals per mean service time (default 18)")
    parser.add_argument("--servers", type=positive, default=20, help="more than the load (default 20)")
    parser.add_argument("--customers", type=positive, default=300_000, help="of each run, for everyone (default 300000)")
    parser.add_argument("--runs", type=positive, default=3, help="of each, in turns, with seeds 1, 2, …; the fastest counts (default 3)")
    parser.add_argument("--peers", type=peers, default=list(PEERS), help=f"of {','.join(PEERS)}, or none")
    parser.add_argument("--json", help="also write the figures to this file")
    asked = parser.parse_args()
    if not 0 < asked.load < asked.servers:
        parser.error(f"--load {asked.load:g}: more than 0 and less than the {asked.servers} servers, or the queue never stops growing")
    return asked
