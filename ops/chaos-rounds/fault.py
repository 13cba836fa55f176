"""What a fault did, and what may be expected then."""
import time
from dataclasses import dataclass, field


@dataclass
class Fault:
    """What a kind of fault did, and what may be expected then."""
    variant: str = ""
    begun: float = 0.0
    healed: float = 0.0
    # The process that decided before, when another has to take over from it.
    deposed: str | None = None
    # When a database that had lost something began to answer; until then OKs may have been lost, afterwards not.
    loss: float | None = None
    # No change may be answered OK in between that was not asked for before.
    alone: tuple | None = None
    # OKs to what was sent before this were promised to be on two machines, whatever was lost.
    promised: float | None = None
    # Where it is not the first database that leads in the end.
    leading: object = None
    problems: list = field(default_factory=list)
    # Kept open until the round is over.
    held: object = None
    figures: dict = field(default_factory=dict)

    def begin(self):
        self.begun = time.monotonic()
