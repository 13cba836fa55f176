"""Faults where each change has to be on two machines: the synchronous standby is away, and somebody ends the waiting."""
import asyncio
import time

from fault import Fault
from world import who_decides


async def standby_away(world, crowd, chance, turn):
    leader = await who_decides(world, crowd)
    is_ended = turn % 2 == 1
    fault = Fault("standby away for 20 s" + (", SIGTERM to the leader meanwhile" if is_ended else ""))
    fault.begin()
    await world.standby.stop("fast")
    down = time.monotonic()
    if is_ended:
        await asyncio.sleep(6)
        fault.deposed = leader.incarnation
        seconds = await leader.drain(14)
        if seconds is None:
            fault.problems.append("SIGTERM did not end the leader within 14 s while the standby was away")
        else:
            fault.figures["drain"] = seconds
        leader.is_wanted = True
        leader.keeper.cancel()
        await leader.start()
    await asyncio.sleep(max(0, down + 20 - time.monotonic()))
    fault.alone = (down, time.monotonic())
    if not is_ended:
        late = [answer for answer in crowd.ledger.reads if answer.is_ok and answer.sent > down + 10]
        if not late:
            fault.problems.append("no query was answered from 10 s after the standby had gone until it came back")
        if not any(answer.is_ok and answer.sent > down + 10 for answer in crowd.ledger.logins):
            fault.problems.append("nobody was let in by AUTH from 10 s after the standby had gone until it came back")
    await world.standby.start()
    return fault


async def waiting_commits(world, limit=5):
    """Waits until a commit waits for the standby; answers the backends that do."""
    for _ in range(limit * 20):
        found = await world.primary.query("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        if found:
            return [row[0] for row in found]
        await asyncio.sleep(0.05)
    return []


async def fail_over(world, fault):
    """The first database is gone for good, and its standby leads."""
    await world.primary.stop("immediate")
    if not world.standby.is_running:
        await world.standby.start()
    fault.leading = world.standby
    before = time.monotonic()
    await world.standby.promote()
    return before


async def failover(world, crowd, chance, turn):
    fault = Fault("the first database dies, and its standby is promoted" + (" after 3 s" if turn % 2 else ""))
    await who_decides(world, crowd)
    fault.begin()
    await world.primary.stop("immediate")
    await asyncio.sleep(3 * (turn % 2))
    await fail_over(world, fault)
    return fault


async def cancelled_wait(world, crowd, chance, turn):
    how = ("pg_cancel_backend", "pg_terminate_backend", "restart")[turn % 3]
    fault = Fault(f"{how} of the commits that wait for the standby, then failover")
    await who_decides(world, crowd)
    fault.begin()
    await world.standby.stop("fast")
    down = time.monotonic()
    for _ in range(3):
        waiting = await waiting_commits(world)
        if not waiting:
            break
        if how == "restart":
            await world.primary.stop("fast")
            await world.primary.start()
        else:
            for backend in waiting:
                await world.primary.query(f"SELECT {how}({backend})")
        await asyncio.sleep(1)
    fault.begin()
    fault.alone = (down, await fail_over(world, fault))
    return fault


async def lowered_commit(world, crowd, chance, turn):
    fault = Fault("synchronous_commit lowered to " + ("off" if turn % 2 else "local") + " while the standby is away, then failover")
    await who_decides(world, crowd)
    fault.begin()
    await world.primary.set("synchronous_commit", "off" if turn % 2 else "local")
    await asyncio.sleep(0.5)
    await world.standby.stop("fast")
    down = time.monotonic()
    await asyncio.sleep(3)
    fault.begin()
    fault.alone = (down, await fail_over(world, fault))
    return fault


async def emptied_names(world, crowd, chance, turn):
    fails_over = turn % 2 == 0
    fault = Fault("synchronous_standby_names emptied while commits wait" + (", then failover" if fails_over else ""))
    leader = await who_decides(world, crowd)
    fault.begin()
    await world.standby.stop("fast")
    waited = await waiting_commits(world)
    emptied = time.monotonic()
    await world.primary.set("synchronous_standby_names", "")
    await asyncio.sleep(2)
    if waited and not await leader.figure('tolkbrug_journal_failures_total{kind="alone"}'):
        fault.problems.append("tolkbrug_journal_failures_total does not count a commit that was released on one machine alone")
    # Whoever empties the names wants changes to go on; those that were waiting had been promised more.
    if fails_over:
        fault.begin()
        await fail_over(world, fault)
        fault.loss = time.monotonic()
        fault.promised = emptied
    else:
        await world.standby.start()
        await world.primary.until_streaming()
        await world.primary.set("synchronous_standby_names", "*")
    return fault
