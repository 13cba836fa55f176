"""A port that passes octets on to another, and can be made silent, one way or both, or cut in the middle of a message."""
import asyncio

import processes

UP, DOWN = "to the database", "from the database"


class Link:
    """One connection through the relay."""

    def __init__(self, relay, near, far):
        self.relay = relay
        self.near = near
        self.far = far
        self.is_stuck = False
        self.is_journal = None

    async def pump(self, reader, writer, way):
        try:
            while octets := await reader.read(65536):
                await self.relay.open[way].wait()
                if self.is_stuck:
                    return
                if way == UP and self.is_journal is None:
                    # The first words of a connection name the program.
                    self.is_journal = b"journal" in octets
                if way == UP and self.is_journal and self.relay.is_half(octets):
                    # The end that sent it sees its connection break; the other end hears nothing more, not even an end.
                    self.is_stuck = True
                    writer.write(octets[:int(len(octets) * self.relay.portion)])
                    await writer.drain()
                    self.near.transport.abort()
                    self.relay.halved.set()
                    return
                writer.write(octets)
                await writer.drain()
        except OSError:
            pass
        finally:
            if not self.is_stuck:
                self.close()

    def close(self):
        for writer in (self.near, self.far):
            writer.transport.abort()


class Relay:
    def __init__(self, target):
        self.target = target
        self.port = processes.free_port()
        self.open = {UP: asyncio.Event(), DOWN: asyncio.Event()}
        self.halved = asyncio.Event()
        self.portion = 0.5
        self.smallest = None
        self.links = []
        self.server = None
        self.resume()

    async def start(self):
        """Takes connections; where it does not, they are refused, as by a machine that runs nothing on that port."""
        if self.server is None:
            self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port)

    def refuse(self):
        if self.server:
            self.server.close()
        self.server = None

    async def serve(self, reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        link = Link(self, writer, far_writer)
        self.links.append(link)
        await asyncio.gather(link.pump(reader, far_writer, UP), link.pump(far_reader, writer, DOWN))

    def silence(self, *ways):
        """Forwards nothing more, these ways; nothing is closed, and the system goes on taking what is sent."""
        for way in ways:
            self.open[way].clear()

    def resume(self):
        for event in self.open.values():
            event.set()

    def halve_next(self, portion, smallest):
        """Of the next transaction of at least so many octets for the journal only a portion passes."""
        self.portion, self.smallest = portion, smallest

    def is_half(self, octets):
        if self.smallest is None or len(octets) < self.smallest:
            return False
        self.smallest = None
        return True

    def cut(self):
        for link in self.links:
            link.close()
        self.links = []

    async def stop(self):
        self.resume()
        self.cut()
        self.refuse()
