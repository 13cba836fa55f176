"""The kinds of rounds: which fault, in which world, and how long nobody may be able to change anything."""
from dataclasses import dataclass

from older_faults import lagging_promotion, restore
from server_faults import half_sent, kill_database, kill_leader, silent_link, stop_leader
from standby_faults import cancelled_wait, emptied_names, failover, lowered_commit, standby_away


@dataclass
class Kind:
    play: object
    standby: str | None = None
    archive: bool = False
    # Seconds from the fault until a change is answered OK again, at most.
    limit: float = 15


KINDS = {
    "kill-leader": Kind(kill_leader, limit=12),
    "kill-database": Kind(kill_database, limit=15),
    "stop-leader": Kind(stop_leader, limit=12),
    "silent-link": Kind(silent_link, limit=14),
    "half-sent": Kind(half_sent, limit=20),
    "standby-away": Kind(standby_away, standby="synchronous", limit=35),
    "failover": Kind(failover, standby="synchronous", limit=15),
    "cancelled-wait": Kind(cancelled_wait, standby="synchronous", limit=30),
    "lowered-commit": Kind(lowered_commit, standby="synchronous", limit=30),
    "emptied-names": Kind(emptied_names, standby="synchronous", limit=30),
    "lagging-promotion": Kind(lagging_promotion, standby="asynchronous", limit=20),
    "restore": Kind(restore, archive=True, limit=20),
}
