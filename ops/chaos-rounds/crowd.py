"""The people of a round: some who follow whoever decides, some who stay with one server whatever it is, and one who listens."""
import asyncio
import random
import time

from client import Line, Lost
from commands import Maker
from follower import PATIENCE, Follower
from ledger import Change
from listener import Listener

# Of each person in a round, so that a round stays bounded whatever happens.
MOST_CHANGES = 400
# Commands of one connection that wait for their answer.
MOST_WAITING = 60


class Crowd:
    def __init__(self, servers, people, context, ledger, seed, mark):
        self.servers = servers
        self.people = people
        self.context = context
        self.ledger = ledger
        self.chance = random.Random(seed)
        self.mark = mark
        self.is_over = False
        self.is_quiet = False
        # A process to which nobody sends changes: whoever stays with it only asks.
        self.avoided = None
        self.tasks = []
        self.admin = next(person for person in people if person.role == "admin")

    def start(self):
        for person in self.people:
            self.tasks.append(asyncio.create_task(self.work(person)))
        for server in self.servers:
            self.tasks.append(asyncio.create_task(self.stay(server, changes=True)))
            self.tasks.append(asyncio.create_task(self.stay(server, changes=False)))
            self.tasks.append(asyncio.create_task(self.visit(server)))
        self.tasks.append(asyncio.create_task(Listener(self, self.admin).listen()))

    def while_loud(self):
        return 0 if self.is_quiet else float("inf")

    async def work(self, person):
        follower = Follower(self, person)
        maker = Maker(person, random.Random(self.chance.random()), self.mark)
        until = self.while_loud
        for _ in range(MOST_CHANGES):
            if self.is_quiet:
                break
            if person.role == "interpreter" and self.chance.random() < 0.4:
                try:
                    answer = await follower.ask("LIST offers state=made limit=3", until)
                except Lost:
                    continue
                self.ledger.reads.append(answer)
                maker.see_offers(answer)
            change = maker.next()
            self.ledger.changes.append(change)
            await follower.perform(change, until)
            if change.answers:
                maker.learn(change, change.last)
            await asyncio.sleep(self.chance.uniform(0.03, 0.15))
        follower.leave()

    async def stay(self, server, changes):
        """Asks one server ten times a second, whatever it is and whether or not it answers. Answers come in the order of the
        commands, so that questions wait behind changes of the same connection; hence one of these with changes and one without."""
        line, count = None, 0
        try:
            while not self.is_quiet:
                if line is None or not line.is_open:
                    if line and line.goodbye:
                        self.ledger.goodbyes.append((line.incarnation, line.goodbye))
                    line = await self.settle_at(server)
                if line and line.is_open and len(line.waiting) < MOST_WAITING:
                    count += 1
                    self.put(line, server, count, changes)
                await asyncio.sleep(0.1)
        finally:
            if line:
                line.close()

    async def visit(self, server):
        """Knocks once a second, and leaves."""
        while not self.is_quiet:
            if line := await self.settle_at(server, 3):
                line.close()
            await asyncio.sleep(1)

    async def settle_at(self, server, limit=20, person=None):
        """A connection that is logged in; nothing when that cannot be had now."""
        line = None
        try:
            line = await Line.open(server, self.context, 2)
            answer = await line.ask(f"AUTH TOKEN {(person or self.admin).token}", limit)
            self.ledger.logins.append(answer)
            if answer.is_ok:
                kept, line = line, None
                return kept
        except Lost:
            pass
        finally:
            if line:
                line.close()
        return None

    def put(self, line, server, count, changes):
        if changes and count % 5 == 0 and len(self.ledger.changes) < 4000 and line.incarnation != self.avoided:
            mark = f"{self.mark}stay.{server.name}.{len(self.ledger.changes)}"
            change = Change(
                self.admin.user, "ORGANISATION", f'ORGANISATION add name="{mark}" sector=health place=12025', f"k.{mark}",
                ("organisation", mark), is_pinned=True)
            self.ledger.changes.append(change)
            change.sendings.append(time.monotonic())
            line.send(change.text).add_done_callback(lambda future: self.keep(future, change.note))
        else:
            text = "LIST organisations limit=1" if count % 3 == 0 else "WHOAMI"
            line.send(text).add_done_callback(lambda future: self.keep(future, self.ledger.reads.append))

    @staticmethod
    def keep(future, note):
        if not future.cancelled() and future.exception() is None:
            note(future.result())

    async def quiet(self):
        """Nobody sends anything new; the listener goes on."""
        self.is_quiet = True
        await asyncio.wait(self.tasks[:len(self.people)], timeout=2 * PATIENCE + 2)
        for task in self.tasks[len(self.people):-1]:
            task.cancel()

    async def settle(self, limit):
        """Repeats with its key whatever has no answer that stands."""
        end = time.monotonic() + limit
        open_changes = [change for change in self.ledger.changes if change.key and not change.is_settled]
        by_user = {}
        for change in open_changes:
            by_user.setdefault(change.user, []).append(change)
        people = {person.user: person for person in self.people}

        async def settle(user):
            follower = Follower(self, people[user])
            for change in by_user[user]:
                await follower.perform(change, lambda: end)
            follower.leave()

        await asyncio.gather(*(settle(user) for user in by_user))

    async def go_home(self):
        self.is_over = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
