"""Who listens to everything that is pushed, and after each break resumes where it was."""
import asyncio
import time

from client import Lost
from follower import PATIENCE, Follower
from ledger import Stretch, Told


class Listener:
    def __init__(self, crowd, person):
        self.crowd = crowd
        self.person = person
        self.stretches = crowd.ledger.stretches

    async def listen(self):
        follower = Follower(self.crowd, self.person)
        while not self.crowd.is_over:
            try:
                line = await follower.reach()
                line.on_event = self.hear
                if not await self.subscribe(line):
                    follower.leave()
                    await asyncio.sleep(0.2)
                    continue
                while line.is_open and not self.crowd.is_over:
                    await asyncio.sleep(0.05)
            except Lost:
                pass
            follower.leave()
        follower.leave()

    async def subscribe(self, line):
        last = self.stretches[-1] if self.stretches else None
        words = f" since={last.last} epoch={last.epoch}" if last else ""
        if not last:
            self.stretches.append(Stretch(line.head, line.epoch))
            words = f" since={line.head}"
        answer = await line.ask(f"SUBSCRIBE watch{words}", PATIENCE)
        if answer.is_ok:
            # Greeted by a standby that decides by now, the line has an older epoch than what it tells.
            self.stretches[-1].epoch = max(self.stretches[-1].epoch, line.epoch)
            return True
        if answer.status == "4.7.4" and line.epoch >= self.stretches[-1].epoch:
            snapshot = await line.ask("SNAPSHOT", PATIENCE)
            head = next((word[5:] for row in snapshot.rows for word in row.split() if word.startswith("head=")), None)
            if snapshot.is_ok and head:
                self.stretches.append(Stretch(int(head), line.epoch))
        return False

    def hear(self, line, text):
        seq, kind, subject, *_ = text.split(" ")
        self.stretches[-1].events.append(
            Told(int(seq), kind, subject, line.incarnation, line.epoch, time.monotonic()))
