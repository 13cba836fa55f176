"""Faults with one database: processes that die or stand still, links that fall silent, transactions that stay half-sent."""
import asyncio

from fault import Fault
from relay import DOWN, UP
from world import who_decides


async def kill_leader(world, crowd, chance, turn):
    fault = Fault("SIGKILL")
    leader = await who_decides(world, crowd)
    fault.deposed = leader.incarnation
    fault.begin()
    leader.kill()
    return fault


async def kill_database(world, crowd, chance, turn):
    pause = chance.uniform(0.3, 3)
    fault = Fault(f"immediate stop for {pause:.1f} s")
    await who_decides(world, crowd)
    fault.begin()
    await world.primary.stop("immediate")
    await asyncio.sleep(pause)
    await world.primary.start()
    return fault


async def chosen_leader(world, crowd, fault, is_idle):
    """The server that decides; when `is_idle` nobody sends it changes from now on, so that its answers wait for no commit."""
    leader = await who_decides(world, crowd)
    if is_idle:
        fault.variant += ", asked without changes"
        crowd.avoided = leader.incarnation
        await asyncio.sleep(0.7)
    return leader


async def stop_leader(world, crowd, chance, turn):
    fault = Fault("SIGSTOP for 8 s")
    leader = await chosen_leader(world, crowd, fault, turn % 2 == 0)
    fault.deposed = leader.incarnation
    fault.begin()
    leader.freeze()
    await asyncio.sleep(8)
    leader.thaw()
    return fault


async def silent_link(world, crowd, chance, turn):
    ways = ((UP, DOWN), (UP,), (DOWN,))[turn % 3]
    fault = Fault("nothing passes " + " or ".join(ways))
    leader = await chosen_leader(world, crowd, fault, turn % 2 == 0)
    fault.deposed = leader.incarnation
    relay = world.relay_of(leader)
    fault.begin()
    relay.silence(*ways)
    await asyncio.sleep(14)
    if leader.incarnation == fault.deposed:
        fault.problems.append("the leader that was cut off had not left after 14 s")
    elif not any(who == fault.deposed and word.startswith("4.7.3") for who, word in crowd.ledger.goodbyes):
        fault.problems.append("the leader that was cut off left without a word: nobody was told BYE 4.7.3")
    relay.resume()
    return fault


async def half_sent(world, crowd, chance, turn):
    leader = await who_decides(world, crowd)
    relay = world.relay_of(leader)
    match turn % 3:
        case 0:
            fault = Fault("a transaction of another connection entered the journal and fell silent; then the leader is killed")
            fault.deposed = leader.incarnation
            fault.held = await world.primary.owner()
            epoch = await fault.held.value("SELECT epoch FROM lease")
            await fault.held.leave_unfinished("BEGIN", f"SELECT enter_journal({epoch})")
            await asyncio.sleep(0.5)
            fault.begin()
            leader.kill()
            return fault
        case 1:
            fault = Fault("four times transactions committed, and the leader cut off before their answer")
            for _ in range(4):
                fault.begin()
                relay.silence(DOWN)
                await asyncio.sleep(0.5)
                relay.cut()
                relay.resume()
                await asyncio.sleep(0.8)
            return fault
    portion = chance.uniform(0.6, 0.97)
    fault = Fault(f"the leader's connection cut after {portion:.0%} of a transaction, the database's end left open")
    relay.halve_next(portion, 600)
    try:
        async with asyncio.timeout(6):
            await relay.halved.wait()
    except TimeoutError:
        fault.problems.append("within 6 s no transaction of the leader was large enough to be cut in two")
    fault.begin()
    return fault
