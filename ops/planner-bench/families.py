"""The instances that the benchmark knows by name."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    name: str
    jobs: int
    interpreters: int
    days: int
    remote_only: bool
    # What our planner gets unless the command says otherwise.
    seconds: float

    def arguments(self, seed):
        """For generate.py."""
        return [str(number) for number in (self.jobs, self.interpreters, self.days, seed)] + ["remote_only"] * self.remote_only


FAMILIES = {family.name: family for family in [
    Family("J200", 200, 100, 1, False, 0.3),
    Family("J200r", 200, 75, 1, True, 0.3),
    Family("J1000r", 1000, 180, 1, True, 1),
    Family("J1000", 1000, 250, 1, False, 2),
    Family("J5000", 5000, 1200, 1, False, 10),
    Family("J5000r", 5000, 850, 1, True, 10),
    Family("J10000", 10000, 2000, 1, False, 20),
    Family("W5000", 5000, 330, 7, False, 10),
    Family("W10000", 10000, 2000, 7, False, 10),
]}
USUAL = ["J200", "J1000r", "J1000", "J5000", "J5000r", "J10000", "W5000", "W10000"]
