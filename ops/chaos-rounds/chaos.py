#!/usr/bin/env python3
"""Breaks real servers and databases on loopback, and checks that nothing acknowledged is lost; ops/chaos builds them and calls this."""
import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile

from kinds import KINDS
from report import LEGEND, line_of, summary, table
from rounds import play
from world import Template

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.normpath(os.path.join(HERE, os.pardir, os.pardir, "rules"))


def kinds(text):
    chosen = text.split(",")
    for name in chosen:
        if name not in KINDS:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(KINDS)}")
    return chosen


def rounds(text):
    count = int(text)
    if not 1 <= count <= 1000:
        raise argparse.ArgumentTypeError(f"{count} is not from 1 to 1000")
    return count


def options():
    parser = argparse.ArgumentParser(prog="ops/chaos", allow_abbrev=False, description=__doc__)
    parser.add_argument("--program", required=True, help="the tolkbrug to try (default: built from this clone)")
    parser.add_argument("--rounds", type=rounds, default=100, help="spread over the kinds (default 100)")
    parser.add_argument("--only", type=kinds, default=list(KINDS), metavar="KIND,…", help=f"of {','.join(KINDS)}")
    parser.add_argument("--seed", type=int, default=1, help="decides which variants come first and what people do (default 1)")
    parser.add_argument("--keep", metavar="FOLDER", help="where the logs of all rounds are kept")
    return parser.parse_args()


async def play_all(asked):
    folder = tempfile.mkdtemp(prefix="tolkbrug-chaos-")
    # PostgreSQL runs as another user when we are root, and has to pass through.
    os.chmod(folder, 0o755)
    outcomes = []
    try:
        template = Template(folder, os.path.abspath(asked.program), RULES)
        await template.make()
        for number in range(1, asked.rounds + 1):
            kind = asked.only[(number - 1) % len(asked.only)]
            turn = (number - 1) // len(asked.only) + asked.seed - 1
            outcome = await play(template, number, kind, turn, asked.seed * 1000 + number, asked.keep)
            outcomes.append(outcome)
            print(line_of(outcome), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if outcomes:
            print("\n".join(["", table(outcomes), "", LEGEND, "", summary(outcomes)]), flush=True)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(play_all(options()))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return 130
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
