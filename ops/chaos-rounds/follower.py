"""Somebody who finds the server that decides, and goes to the other when told so or when nobody answers."""
import asyncio
import time

from client import Lost

# Seconds that a person waits for an answer before connecting again.
PATIENCE = 5


class Follower:
    def __init__(self, crowd, person):
        self.crowd = crowd
        self.person = person
        self.place = 0
        self.line = None

    async def reach(self, until=lambda: float("inf")):
        """A connection that is logged in; keeps trying until then, and until the crowd goes home."""
        while not self.crowd.is_over and time.monotonic() < until():
            if self.line and self.line.is_open and self.line.incarnation != self.crowd.avoided:
                return self.line
            server = self.crowd.servers[self.place % len(self.crowd.servers)]
            if server.incarnation == self.crowd.avoided:
                self.leave()
                await asyncio.sleep(0.1)
                continue
            self.line = await self.crowd.settle_at(server, PATIENCE, self.person)
            if not self.line:
                self.place += 1
                await asyncio.sleep(0.15)
        raise Lost("it is over")

    async def ask(self, text, until):
        """One answer, or Lost; then the connection is given up and the other server is next."""
        line = await self.reach(until)
        try:
            return await line.ask(text, PATIENCE)
        except Lost:
            self.leave()
            raise

    def leave(self):
        if self.line:
            if self.line.goodbye:
                self.crowd.ledger.goodbyes.append((self.line.incarnation, self.line.goodbye))
            self.line.close()
        self.line = None
        self.place += 1

    async def perform(self, change, until):
        """Sends a change; with a key again and again until it is answered for good. Without one it is sent once."""
        while time.monotonic() < until() and not change.is_settled:
            try:
                line = await self.reach(until)
                change.sendings.append(time.monotonic())
                answer = await line.ask(change.text, PATIENCE)
            except Lost:
                self.leave()
                if change.key is None:
                    return
                continue
            change.note(answer)
            if change.key is None or not answer.is_passing:
                return
            if answer.status in ("4.7.2", "4.7.3", "4.7.4"):
                self.leave()
            await asyncio.sleep(0.2)
