"""Compares what people were told with what the leading database holds in the end."""
from collections import Counter
from dataclasses import dataclass, field

import processes
from client import Line, Lost
from cluster import NAME, ROLE
from commands import EFFECTS


@dataclass
class Findings:
    checked: int = 0
    lost: list = field(default_factory=list)
    twice: list = field(default_factory=list)
    # Told that nothing was done, though it was.
    untrue: list = field(default_factory=list)
    # A command with a key that got no answer that stands, however often it was repeated.
    open: list = field(default_factory=list)
    # Of what a database lost that had promised nothing: told OK, and gone.
    gone: int = 0
    events: int = 0
    unpushed: list = field(default_factory=list)
    pushed_twice: list = field(default_factory=list)
    false_events: list = field(default_factory=list)
    usurped: list = field(default_factory=list)
    alone: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def failures(self):
        """What must be nothing: (name, list)."""
        return [
            ("lost", self.lost), ("done twice", self.twice), ("told undone, yet done", self.untrue), ("never settled", self.open),
            ("event not pushed", self.unpushed), ("event pushed twice", self.pushed_twice), ("event not in the journal", self.false_events),
            ("answered while it must not", self.usurped), ("OK on one machine's word", self.alone), ("problem", self.problems)]


class Checker:
    def __init__(self, world, crowd, fault):
        self.world = world
        self.crowd = crowd
        self.ledger = crowd.ledger
        self.fault = fault
        self.cluster = fault.leading or world.primary
        self.found = Findings()

    async def check(self, somebody_decides):
        await self.read()
        for change in self.ledger.changes:
            if change.sendings:
                self.found.checked += 1
                self.check_change(change)
        self.check_events()
        for answer, what, since in self.ledger.usurpations():
            self.found.usurped.append(
                f"{answer.incarnation} answered {what} «{answer.text[:60]}», sent {answer.sent - since:.2f} s after another had begun")
        self.check_alone()
        if somebody_decides:
            await self.check_kept_answers()
        await self.check_journal()
        self.found.problems += self.fault.problems
        return self.found

    async def read(self):
        self.effects = {
            kind: Counter(row[0] for row in await self.cluster.owner_query(sql)) for kind, sql in EFFECTS.items()}
        self.keys = Counter(
            (f"U{user}", key) for user, key in await self.cluster.owner_query("SELECT principal_id, key FROM idempotency"))
        self.journal = {
            int(seq): (kind, subject)
            for seq, kind, subject in await self.cluster.owner_query("SELECT seq, kind, subject FROM journal ORDER BY seq", 20)}
        self.head = max(self.journal, default=0)

    def times_done(self, change):
        """How often its effect is there; for one without an effect of its own whether its answer is kept."""
        if change.effect:
            return self.effects[change.effect[0]][change.effect[1]]
        return self.keys[(change.user, change.key)]

    def may_be_gone(self, answer):
        """Whether the database lost it without having promised to keep it."""
        fault = self.fault
        if fault.loss is None or answer.received > fault.loss:
            return False
        return fault.promised is None or answer.sent > fault.promised

    def check_change(self, change):
        count = self.times_done(change)
        ok = change.first_ok
        if count > 1:
            self.found.twice.append(f"{count} times: {change}")
        if ok:
            is_kept = not change.key or self.keys[(change.user, change.key)] == 1
            if count == 0 or not is_kept:
                if self.may_be_gone(ok):
                    self.found.gone += 1
                else:
                    self.found.lost.append(f"{change}" + ("" if is_kept else " (its answer is not kept)"))
        elif change.key:
            if not change.is_settled:
                self.found.open.append(str(change))
            elif count and change.effect[0] in ("organisation", "user", "interpreter", "request", "available"):
                self.found.untrue.append(str(change))
        elif change.answers and count:
            self.found.untrue.append(str(change))

    def check_alone(self):
        """While there was one machine only, nobody may have heard OK to what was first sent then."""
        if not self.fault.alone:
            return
        begun, ended = self.fault.alone
        for change in self.ledger.changes:
            ok = change.first_ok
            if ok and change.sendings and change.sendings[0] > begun and ok.received < ended:
                self.found.alone.append(str(change))

    def check_events(self):
        stretches = self.ledger.stretches
        if not stretches:
            self.found.problems.append("nobody could subscribe")
            return
        if self.fault.loss is not None and self.journal_went_back():
            before = max((stretch.epoch for stretch in stretches[:-1]), default=None)
            if before is None or stretches[-1].epoch <= before:
                self.found.problems.append(
                    f"the journal went back, and whoever listened was not told to begin anew under a later epoch: {len(stretches)} "
                    f"stretches, epochs {[stretch.epoch for stretch in stretches]}")
        for place, stretch in enumerate(stretches):
            is_last = place == len(stretches) - 1
            self.found.events += len(stretch.events)
            counts = Counter(event.seq for event in stretch.events)
            self.found.pushed_twice += [f"event {seq} {count} times" for seq, count in counts.items() if count > 1]
            if not is_last and self.fault.loss is not None:
                # Of the world that was lost; they were told to begin anew.
                continue
            for event in stretch.events:
                there = self.journal.get(event.seq)
                if there != (event.kind, event.subject):
                    self.found.false_events.append(
                        f"{event.incarnation} in epoch {event.epoch} pushed {event.seq} {event.kind} {event.subject}; "
                        f"the journal has {there}")
            last = self.head if is_last else stretch.last
            missing = [seq for seq in range(stretch.since + 1, last + 1) if seq not in counts]
            if missing:
                self.found.unpushed.append(f"{len(missing)} events, from {missing[0]} to {missing[-1]}, head {self.head}")

    def journal_went_back(self):
        """Whether events were told that the database that leads does not have, or has otherwise."""
        return any(self.journal.get(event.seq) != (event.kind, event.subject)
                   for stretch in self.ledger.stretches for event in stretch.events if event.received <= self.fault.loss)

    async def check_kept_answers(self):
        """OUTCOME tells for each key what was answered."""
        by_user = {}
        for change in self.ledger.changes:
            if change.key and change.first_ok:
                by_user.setdefault(change.user, []).append(change)
        for person in self.crowd.people:
            changes = by_user.get(person.user, [])
            if not changes:
                continue
            try:
                await self.compare(person, changes)
            except Lost as error:
                self.found.problems.append(f"the kept answers of {person.name} could not be asked for: {error}")

    async def compare(self, person, changes):
        line = await self.line(person)
        if line is None:
            raise Lost("no server lets anybody in")
        try:
            for change in changes:
                outcome = await line.ask(f"OUTCOME key={change.key}", 10)
                is_there = self.keys[(change.user, change.key)] > 0
                if outcome.is_ok != is_there:
                    self.found.problems.append(f"OUTCOME of {change.key} says {outcome.status}, the database has it {is_there}")
                elif outcome.is_ok and not self.may_be_gone(change.first_ok) and outcome.text != change.first_ok.text:
                    self.found.problems.append(f"OUTCOME of {change.key} tells «{outcome.text}», answered was «{change.first_ok.text}»")
        finally:
            line.close()

    async def line(self, person):
        for server in self.world.servers:
            try:
                line = await Line.open(server, self.crowd.context, 3)
                if (await line.ask(f"AUTH TOKEN {person.token}", 5)).is_ok:
                    return line
                line.close()
            except Lost:
                continue
        return None

    async def check_journal(self):
        url = f"postgresql://{ROLE}@127.0.0.1:{self.cluster.port}/{NAME}?sslmode=disable"
        for command in ("audit", "replay"):
            status, said = await processes.run([self.world.template.program, "admin", command, "--database", url], 60)
            if status != 0:
                self.found.problems.append(f"admin {command} ended with {status}: {said.strip()[-300:]}")
