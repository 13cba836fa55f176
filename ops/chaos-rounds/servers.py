"""The program under test: two processes on one database, each started again when it ends by itself, as a supervisor would."""
import asyncio
import signal
import time

import processes

# A process that ends at once for ever is a finding, and not a reason to go on for ever.
MOST_STARTS = 25


class Server:
    """`incarnation` names one process of it: a1, a2, …"""

    def __init__(self, name, folder, program, rules, certificates, url):
        self.name = name
        self.folder = folder
        self.program = program
        self.port = processes.free_port()
        self.metrics = processes.free_port()
        self.log = f"{folder}/server-{name}.log"
        self.starts = 0
        self.process = None
        self.keeper = None
        self.is_wanted = False
        self.ends = []
        self.file = f"{folder}/server-{name}.yaml"
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(
                data=f"{folder}/data-{name}", rules=rules, url=url, port=self.port, metrics=self.metrics, certificates=certificates))

    @property
    def incarnation(self):
        return f"{self.name}{self.starts}"

    @property
    def is_running(self):
        return self.process is not None and self.process.returncode is None

    async def start(self):
        self.is_wanted = True
        await self.launch()
        self.keeper = asyncio.create_task(self.keep())

    async def launch(self):
        self.starts += 1
        with open(self.log, "a", encoding="utf-8") as log:
            log.write(f"---- process {self.incarnation} begins\n")
        command = ["setpriv", "--pdeathsig", "KILL", "--", self.program, "serve", "--configuration", self.file]
        self.process = await processes.start(command, self.log)

    async def keep(self):
        while True:
            status = await self.process.wait()
            self.ends.append((self.incarnation, time.monotonic(), status))
            with open(self.log, "a", encoding="utf-8") as log:
                log.write(f"---- process {self.incarnation} ended with {status}\n")
            await asyncio.sleep(1)
            if not self.is_wanted or self.starts >= MOST_STARTS:
                return
            await self.launch()

    async def listening(self, limit=20):
        """Waits until it takes connections."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.transport.abort()
                return
            except OSError:
                await asyncio.sleep(0.1)
        raise RuntimeError(f"server {self.name} does not listen after {limit} s; see {self.log}")

    async def figure(self, name, limit=3):
        """A figure of its metrics; nothing when it does not tell it."""
        try:
            async with asyncio.timeout(limit):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.metrics)
                writer.write(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                text = (await reader.read()).decode(errors="replace")
                writer.close()
        except (OSError, TimeoutError):
            return None
        return next((float(line.split()[-1]) for line in text.splitlines() if line.startswith(name + " ")), None)

    def kill(self):
        processes.send(self.process, signal.SIGKILL)

    def freeze(self):
        processes.send(self.process, signal.SIGSTOP)

    def thaw(self):
        processes.send(self.process, signal.SIGCONT)

    async def drain(self, limit):
        """SIGTERM; the seconds until it ended, or None when it did not within the limit."""
        self.is_wanted = False
        if not self.is_running:
            return 0.0
        begun = time.monotonic()
        processes.send(self.process, signal.SIGTERM)
        if await processes.ended(self.process, limit):
            return time.monotonic() - begun
        await processes.put_down(self.process)
        return None

    async def put_down(self):
        self.is_wanted = False
        if self.keeper:
            self.keeper.cancel()
        self.thaw()
        await processes.put_down(self.process)


CONFIGURATION = """\
data: {data}
rules: {rules}
database:
  url: {url}
listen:
  host: 127.0.0.1
  port: {port}
tls:
  certificate: {certificates}/server.crt
  key: {certificates}/server.key
metrics:
  host: 127.0.0.1
  port: {metrics}
limits:
  drain-seconds: 3
planner:
  off: yes
"""
