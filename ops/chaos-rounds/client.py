"""A client's end of the line protocol tbp/1."""
import asyncio
import re
import ssl
import time
from dataclasses import dataclass, field

FINAL = re.compile(r"^(\S+) (OK|NO|BAD) (\d\.\d+\.\d+)(?: \[[^\]]*\])? ?(.*)$")


class Lost(Exception):
    """The connection is gone, or the answer did not come in time."""


@dataclass
class Answer:
    word: str
    status: str
    text: str
    rows: list = field(default_factory=list)
    sent: float = 0.0
    received: float = 0.0
    incarnation: str = ""

    @property
    def is_ok(self):
        return self.word == "OK"

    @property
    def is_passing(self):
        """Class 4: try again later."""
        return self.status.startswith("4.")

    def subject(self, kind):
        """The identifier in the first row of this kind."""
        for row in self.rows:
            words = row.split(" ", 2)
            if words[0] == kind and len(words) > 1:
                return words[1]
        return None


def security(authority):
    context = ssl.create_default_context(cafile=authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["tbp/1"])
    return context


class Line:
    """One connection. `incarnation` names the process at the other end."""

    def __init__(self, incarnation, reader, writer):
        self.incarnation = incarnation
        self.reader = reader
        self.writer = writer
        self.epoch = self.head = 0
        self.count = 0
        self.waiting = {}
        self.rows = {}
        self.goodbye = None
        self.is_open = True
        self.on_event = None
        self.task = None

    @classmethod
    async def open(cls, server, context, limit=4):
        """Connects and reads the greeting."""
        incarnation = server.incarnation
        writer, greeting = None, []
        try:
            async with asyncio.timeout(limit):
                reader, writer = await asyncio.open_connection(
                    "127.0.0.1", server.port, ssl=context, server_hostname="localhost", limit=1 << 20)
                line = cls(incarnation, reader, writer)
                greeting = (await reader.readline()).decode().split()
        except (OSError, TimeoutError, ssl.SSLError, ValueError) as error:
            raise Lost(f"no connection: {error!r}") from error
        finally:
            if writer and greeting[:2] != ["*", "HELLO"]:
                writer.transport.abort()
        if greeting[:2] != ["*", "HELLO"]:
            raise Lost(f"greeted with {' '.join(greeting)[:120]}")
        for word in greeting:
            if word.startswith("epoch="):
                line.epoch = int(word[6:])
        line.task = asyncio.create_task(line.read())
        return line

    async def read(self):
        try:
            while octets := await self.reader.readline():
                self.take(octets.decode(errors="replace").rstrip("\r\n"))
        except (OSError, ValueError, ssl.SSLError):
            pass
        finally:
            self.close()

    def take(self, text):
        tag, _, rest = text.partition(" ")
        if tag == "*":
            if rest.startswith("EV ") and self.on_event:
                self.on_event(self, rest[3:])
            elif rest.startswith("BYE "):
                self.goodbye = rest[4:]
            return
        if rest.startswith("- JOURNAL head="):
            self.head = int(rest[15:].split()[0])
        if rest.startswith("- "):
            self.rows.setdefault(tag, []).append(rest[2:])
            return
        found = FINAL.match(text)
        place = self.waiting.pop(tag, None)
        if found is None or place is None:
            return
        future, sent = place
        if not future.done():
            future.set_result(Answer(
                found[2], found[3], found[4], self.rows.pop(tag, []), sent, time.monotonic(), self.incarnation))

    def send(self, text):
        """Sends a command; the future brings its answer, or Lost."""
        if not self.is_open:
            raise Lost(self.goodbye or "the connection is closed")
        self.count += 1
        tag = f"c{self.count}"
        future = asyncio.get_running_loop().create_future()
        self.waiting[tag] = (future, time.monotonic())
        self.writer.write(f"{tag} {text}\r\n".encode())
        return future

    async def ask(self, text, limit=5):
        future = self.send(text)
        try:
            async with asyncio.timeout(limit):
                return await future
        except TimeoutError as error:
            raise Lost(f"no answer within {limit} s") from error

    def close(self):
        if not self.is_open:
            return
        self.is_open = False
        self.writer.transport.abort()
        for future, _ in self.waiting.values():
            if not future.done():
                future.set_exception(Lost(self.goodbye or "the connection broke"))
                future.exception()
        self.waiting = {}
        if self.task and self.task is not asyncio.current_task():
            self.task.cancel()
