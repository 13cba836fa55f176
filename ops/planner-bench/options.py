"""What the command line of ops/bench-planner asks for."""
import argparse

from families import USUAL, FAMILIES
from peers import PEERS


def names(known):
    """Reads a list of names, separated by commas."""
    def read(text):
        chosen = text.split(",")
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(known)}")
        return chosen
    return read


def seconds_by_family(text):
    """2 for all, or J1000=2,J5000=10."""
    try:
        if "=" not in text:
            return {name: float(text) for name in FAMILIES}
        given = {name: float(seconds) for name, seconds in (part.split("=") for part in text.split(","))}
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from error
    names(FAMILIES)(",".join(given))
    return given


def options():
    parser = argparse.ArgumentParser(prog="ops/bench-planner", allow_abbrev=False, description="Measures tolkbrug plan and its peers.")
    parser.add_argument("--planner", required=True, help="the program whose `plan` is measured (default: built from this clone)")
    parser.add_argument("--instances", type=names(FAMILIES), default=USUAL, help=f"of {','.join(FAMILIES)}")
    parser.add_argument("--seeds", type=lambda text: [int(seed) for seed in text.split(",")], default=[1, 2, 3])
    parser.add_argument("--seconds", type=seconds_by_family, default={},
                        help="for our planner: 2, or J1000=2,J5000=10 (default: "
                             + ", ".join(f"{family.name} {family.seconds:g}" for family in FAMILIES.values()) + ")")
    parser.add_argument("--peer-seconds", type=float, default=60, help="for each peer's solver (default 60)")
    parser.add_argument("--peers", type=lambda text: [] if text == "none" else names(PEERS)(text), default=list(PEERS),
                        help=f"of {','.join(PEERS)}, or none")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()
