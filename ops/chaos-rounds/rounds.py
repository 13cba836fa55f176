"""One round: a world is set up, people work in it, something breaks and is made whole, and everything is checked."""
import asyncio
import os
import random
import shutil
import time
from dataclasses import dataclass

from check import Checker, Findings
from client import Lost
from crowd import Crowd
from database import DatabaseError
from fault import Fault
from kinds import KINDS
from ledger import Ledger
from world import World

# A round that takes longer is a finding by itself, and ended.
LONGEST = 120
# SIGTERM ends a healthy server within this.
DRAIN = 12


@dataclass
class Round:
    number: int
    kind: str
    # How often this kind was played before: decides its variant.
    turn: int
    seed: int
    fault: Fault
    found: Findings
    # Seconds from the fault to the first change that was answered OK; None where nobody could.
    takeover: float | None = None
    seconds: float = 0.0

    @property
    def failed(self):
        return any(items for _, items in self.found.failures())


async def play(template, number, kind, turn, seed, keep):
    """Plays a round, whatever happens; its folder is removed, its logs are copied to `keep` before."""
    begun = time.monotonic()
    folder = f"{template.folder}/round-{number}"
    outcome = Round(number, kind, turn, seed, Fault(), Findings())
    world = World(template, folder, KINDS[kind].standby, KINDS[kind].archive)
    crowd = Crowd(world.servers, template.people, template.context, Ledger(), seed, f"x{number}.")
    try:
        async with asyncio.timeout(LONGEST):
            await scene(world, crowd, outcome)
    except TimeoutError:
        outcome.found.problems.append(f"the round did not end within {LONGEST} s")
    except (Lost, DatabaseError, RuntimeError, OSError) as error:
        outcome.found.problems.append(f"the round could not be played to its end: {error}")
    finally:
        await crowd.go_home()
        if outcome.fault.held:
            outcome.fault.held.close()
        await world.stop()
        outcome.seconds = time.monotonic() - begun
        if keep:
            preserve(folder, f"{keep}/round-{number}-{kind}", outcome)
        shutil.rmtree(folder, ignore_errors=True)
    return outcome


async def scene(world, crowd, outcome):
    chance = random.Random(outcome.seed)
    kind = KINDS[outcome.kind]
    await world.start()
    crowd.start()
    await asyncio.sleep(chance.uniform(1.5, 2.5))
    fault = outcome.fault = await kind.play(world, crowd, chance, outcome.turn)
    fault.healed = time.monotonic()
    goes = await changes_go(crowd, fault, kind)
    await asyncio.sleep(1.5 if goes else 0)
    await crowd.quiet()
    await crowd.settle(10 if goes else 2)
    await heard_all(world, crowd, fault)
    outcome.found = await Checker(world, crowd, fault).check(goes)
    measure(crowd, fault, kind, outcome)
    if fault.deposed:
        server = world.server(fault.deposed)
        if server.is_running and server.incarnation == fault.deposed:
            outcome.found.problems.append(f"{fault.deposed} runs on, though another decides")
    for server in world.servers:
        seconds = await server.drain(DRAIN)
        if seconds is None:
            outcome.found.problems.append(f"SIGTERM did not end server {server.name} within {DRAIN} s")


async def changes_go(crowd, fault, kind):
    """Whether a change that was sent after the fault was healed is answered OK within the kind's limit."""
    end = fault.healed + kind.limit
    while time.monotonic() < end:
        if crowd.ledger.first_change(fault.healed) is not None:
            return True
        await asyncio.sleep(0.05)
    return False


def measure(crowd, fault, kind, outcome):
    first = crowd.ledger.first_change(fault.begun, fault.deposed)
    if first is None:
        outcome.found.problems.append(f"no change was answered OK until {time.monotonic() - fault.begun:.0f} s after the fault")
        return
    outcome.takeover = first - fault.begun
    if outcome.takeover > kind.limit:
        outcome.found.problems.append(f"the first change was answered OK {outcome.takeover:.1f} s after the fault, limit {kind.limit} s")


async def heard_all(world, crowd, fault, limit=5):
    """Waits until the listener has heard the journal's last event."""
    cluster = fault.leading or world.primary
    end = time.monotonic() + limit
    while time.monotonic() < end:
        head = int((await cluster.owner_query("SELECT coalesce(max(seq), 0) FROM journal"))[0][0])
        if crowd.ledger.stretches and crowd.ledger.stretches[-1].last >= head:
            return
        await asyncio.sleep(0.1)


def preserve(folder, place, outcome):
    os.makedirs(place, exist_ok=True)
    for name in os.listdir(folder):
        if name.endswith(".log"):
            shutil.copy(f"{folder}/{name}", place)
    with open(f"{place}/findings.txt", "w", encoding="utf-8") as file:
        file.write(f"{outcome.kind} seed {outcome.seed}: {outcome.fault}\n")
        for name, items in outcome.found.failures():
            for item in items:
                file.write(f"{name}: {item}\n")
