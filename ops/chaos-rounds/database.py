"""A connection to PostgreSQL, in the few messages of its protocol that are needed: simple queries, and a pipeline left unfinished."""
import asyncio
import struct


class DatabaseError(Exception):
    """What the server said, or that it said nothing."""


def message(kind, *parts):
    body = b"".join(parts)
    return kind + struct.pack("!i", len(body) + 4) + body


def text(value):
    return value.encode() + b"\0"


class Database:
    """Use `open`. Everything that waits has a limit of seconds."""

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, port, user="postgres", name="postgres", limit=5):
        try:
            async with asyncio.timeout(limit):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                settings = text("user") + text(user) + text("database") + text(name) + text("application_name") + text("chaos") + b"\0"
                writer.write(struct.pack("!ii", len(settings) + 8, 196608) + settings)
                connection = cls(reader, writer)
                await connection.answers()
                return connection
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            raise DatabaseError(f"no connection to the database on port {port}: {error!r}") from error

    async def answers(self):
        """Reads until the server is ready for the next query; answers the rows, each a list of texts or None."""
        rows, problem = [], None
        while True:
            kind = await self.reader.readexactly(1)
            length = struct.unpack("!i", await self.reader.readexactly(4))[0] - 4
            body = await self.reader.readexactly(length)
            if kind == b"D":
                rows.append(self.row(body))
            elif kind == b"E":
                fields = dict((part[:1], part[1:].decode()) for part in body.split(b"\0") if part)
                problem = f"{fields.get(b'C', '?')} {fields.get(b'M', '?')}"
                if fields.get(b"S") == "FATAL":
                    raise DatabaseError(problem)
            elif kind == b"Z":
                if problem:
                    raise DatabaseError(problem)
                return rows

    @staticmethod
    def row(body):
        count, place, values = struct.unpack("!h", body[:2])[0], 2, []
        for _ in range(count):
            length = struct.unpack("!i", body[place:place + 4])[0]
            place += 4
            values.append(None if length < 0 else body[place:place + length].decode())
            place += max(length, 0)
        return values

    async def rows(self, sql, limit=10):
        try:
            async with asyncio.timeout(limit):
                self.writer.write(message(b"Q", text(sql)))
                return await self.answers()
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            raise DatabaseError(f"no answer to {sql[:80]}: {error!r}") from error

    async def value(self, sql, limit=10):
        return (await self.rows(sql, limit))[0][0]

    async def leave_unfinished(self, *statements):
        """Sends statements as a pipeline of the extended protocol without its end: the server does them and waits, silently."""
        parts = b""
        for sql in statements:
            parts += message(b"P", text(""), text(sql), struct.pack("!h", 0))
            parts += message(b"B", text(""), text(""), struct.pack("!hhh", 0, 0, 0))
            parts += message(b"E", text(""), struct.pack("!i", 0))
        self.writer.write(parts + message(b"H"))
        await self.writer.drain()

    def close(self):
        self.writer.close()


async def rows(port, sql, user="postgres", name="postgres", limit=10):
    """The rows of one query on a connection of its own."""
    connection = await Database.open(port, user, name, limit)
    try:
        return await connection.rows(sql, limit)
    finally:
        connection.close()
