"""Faults after which the database that leads lacks something: a lagging replica promoted, a backup restored."""
import asyncio
import time

from cluster import Cluster
from fault import Fault
from relay import DOWN, UP
from world import who_decides


async def lagging_promotion(world, crowd, chance, turn):
    lag = chance.uniform(1.5, 3)
    fault = Fault(f"a replica {lag:.1f} s behind is promoted")
    await who_decides(world, crowd)
    world.replication.silence(UP, DOWN)
    await asyncio.sleep(lag)
    fault.begin()
    await world.primary.stop("immediate")
    world.replication.cut()
    await world.standby.promote()
    fault.leading = world.standby
    fault.loss = time.monotonic()
    return fault


async def restore(world, crowd, chance, turn):
    gone = chance.uniform(1.5, 3)
    fault = Fault(f"restored to a point {gone:.1f} s back, the servers running on")
    await who_decides(world, crowd)
    await world.primary.query("SELECT pg_create_restore_point('before')")
    await asyncio.sleep(gone)
    await world.primary.query("SELECT pg_switch_wal()")
    await asyncio.sleep(0.7)
    fault.begin()
    await world.primary.stop("immediate")
    restored = Cluster(world.folder, "restored", world.template.account, world.primary.port)
    restored.relays = world.primary.relays
    await restored.copy_of(world.template.cluster)
    restored.restore_to("before", world.archive)
    world.standby = restored
    await restored.start()
    await restored.until("SELECT NOT pg_is_in_recovery()", 15, "the end of the restore")
    fault.leading = restored
    fault.loss = time.monotonic()
    return fault
