"""What was asked, what was answered, which events were told: the memory that the check compares with the database."""
import re
from dataclasses import dataclass, field

NAMED_KEY = re.compile(r"\bkey=\"?([A-Za-z0-9._:/+-]{4,64})")


@dataclass
class Change:
    """One command that changes something. `effect` names what it leaves in the database: a kind, and what is looked for."""
    user: str
    verb: str
    line: str
    key: str | None
    effect: tuple | None
    answers: list = field(default_factory=list)
    sendings: list = field(default_factory=list)
    is_pinned: bool = False

    @property
    def text(self):
        return f"{self.line} key={self.key}" if self.key else self.line

    @property
    def first_ok(self):
        return next((answer for answer in self.answers if answer.is_ok), None)

    @property
    def last(self):
        return self.answers[-1] if self.answers else None

    @property
    def is_settled(self):
        """An answer that stands: done, or refused for good."""
        return any(not answer.is_passing for answer in self.answers)

    def note(self, answer):
        """A command sent without a key gets one from the server, told in a row when it was done, and in the text when nobody knows."""
        self.answers.append(answer)
        if self.key is None:
            named = NAMED_KEY.search(answer.text)
            self.key = answer.subject("KEY") or (named[1].rstrip(".") if named and not answer.is_ok else None)

    def __str__(self):
        told = "; ".join(f"{a.incarnation} {a.received:.3f} {a.word} {a.status} {a.text[:90]}" for a in self.answers) or "no answer"
        return f"{self.user} «{self.text}» sent {', '.join(f'{s:.3f}' for s in self.sendings)}: {told}"


@dataclass
class Told:
    """An event as a subscriber heard it."""
    seq: int
    kind: str
    subject: str
    incarnation: str
    epoch: int
    received: float


@dataclass
class Stretch:
    """Events heard without having been told to begin anew."""
    since: int
    epoch: int
    events: list = field(default_factory=list)

    @property
    def last(self):
        return self.events[-1].seq if self.events else self.since


class Ledger:
    def __init__(self):
        self.changes = []
        self.reads = []
        self.logins = []
        self.stretches = []
        self.goodbyes = []

    def oks(self):
        """Every answer that only the server that decides may give: (answer, what it answers)."""
        yield from ((answer, change.verb) for change in self.changes for answer in change.answers if answer.is_ok)
        yield from ((answer, "read") for answer in self.reads if answer.is_ok)
        yield from ((answer, "AUTH") for answer in self.logins if answer.is_ok)

    def first_change(self, after, other_than=None):
        """When the first change sent after a moment was answered OK, by another process than the named one."""
        times = [
            answer.received for change in self.changes for answer in change.answers
            if answer.is_ok and answer.sent >= after and answer.incarnation != other_than]
        return min(times, default=None)

    def usurpations(self):
        """OK answers of a process to what was sent after another that took over from it had answered."""
        first = {}
        answers = list(self.oks())
        for answer, _ in answers:
            first[answer.incarnation] = min(answer.received, first.get(answer.incarnation, answer.received))
        order = sorted(first, key=first.get)
        later = {name: first[order[place + 1]] if place + 1 < len(order) else None for place, name in enumerate(order)}
        return [
            (answer, what, later[answer.incarnation]) for answer, what in answers
            if later[answer.incarnation] is not None and answer.sent > later[answer.incarnation]]
