"""The simulators that ours is measured against."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    name: str
    script: str
    # Pinned, so that figures of two machines can be compared.
    package: str


PEERS = {peer.name: peer for peer in [
    Peer("simpy", "peer_simpy.py", "simpy==4.1.2"),
    Peer("ciw", "peer_ciw.py", "ciw==3.2.7"),
]}
