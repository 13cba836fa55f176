"""A PostgreSQL on loopback: made once, copied for each round as primary, standby or restored backup."""
import asyncio
import glob
import os
import re
import shutil
import signal
import time

import processes
from database import Database, DatabaseError, rows

ROLE = NAME = "tolkbrug"
# What is asked of a machine's crash is not tried here, so nothing is forced to disk; every process may die all the same.
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
full_page_writes = off
shared_buffers = 32MB
max_connections = 60
max_wal_size = 256MB
hot_standby = on
log_min_messages = log
log_line_prefix = '%m [%p] %a '
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
"""


def binaries():
    """The folder of the newest installed server programs."""
    found = [folder for folder in glob.glob("/usr/lib/postgresql/*/bin") if os.access(f"{folder}/initdb", os.X_OK)]
    beside = shutil.which("initdb")
    found += [os.path.dirname(os.path.realpath(beside))] if beside else []
    if not found:
        raise RuntimeError("no PostgreSQL server is installed; on Debian: apt-get install postgresql")
    return max(found, key=lambda folder: int((re.findall(r"/(\d+)/", folder) or ["0"])[0]))


class Cluster:
    def __init__(self, folder, name, account, port=None):
        self.name = name
        self.account = account
        self.folder = f"{folder}/{name}"
        self.log = f"{folder}/{name}.log"
        self.port = port or processes.free_port()
        self.process = None
        # Relays before it, which refuse connections while it does not run.
        self.relays = []

    @classmethod
    async def made(cls, folder, account):
        """An empty cluster with our role and database; stopped."""
        new = cls(folder, "template", account)
        os.mkdir(new.folder, 0o700)
        account.give(new.folder)
        status, said = await processes.run(account.words() + [
            f"{binaries()}/initdb", "-D", new.folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
        if status != 0:
            raise RuntimeError(f"initdb failed: {said}")
        await new.start()
        await rows(new.port, f"CREATE ROLE {ROLE} LOGIN")
        await rows(new.port, f"CREATE DATABASE {NAME} OWNER {ROLE}")
        return new

    async def copy_of(self, other):
        status, said = await processes.run(["cp", "-a", "--reflink=auto", other.folder, self.folder])
        if status != 0:
            raise RuntimeError(f"{other.folder} cannot be copied: {said}")

    def write(self, file, content):
        path = f"{self.folder}/{file}"
        with open(path, "w", encoding="utf-8") as out:
            out.write(content)
        self.account.give(path)

    def configure(self, **settings):
        """Settings of this cluster beside the usual ones."""
        lines = "".join(f"{key} = '{value}'\n" for key, value in settings.items())
        self.write("postgresql.auto.conf", f"{SETTINGS}port = {self.port}\n{lines}")

    def follow(self, port):
        """Makes of a copy a standby of the server behind `port`."""
        self.write("standby.signal", "")
        self.configure(primary_conninfo=f"host=127.0.0.1 port={port} user=postgres application_name={self.name} sslmode=disable")

    def restore_to(self, point, archive):
        """Makes of a copy a backup that is restored up to a named point."""
        self.write("recovery.signal", "")
        self.configure(restore_command=f"cp {archive}/%f %p", recovery_target_name=point, recovery_target_action="promote")

    async def start(self, limit=20):
        if not os.path.exists(f"{self.folder}/postgresql.auto.conf") or self.name == "template":
            self.configure()
        if self.process is None or self.process.returncode is not None:
            command = self.account.words("QUIT") + [f"{binaries()}/postgres", "-D", self.folder]
            self.process = await processes.start(command, self.log, self.folder if self.account.user is None else "/")
        await self.answering(limit)
        for relay in self.relays:
            await relay.start()

    async def answering(self, limit=20):
        end = time.monotonic() + limit
        while True:
            try:
                return await rows(self.port, "SELECT 1", limit=2)
            except DatabaseError as error:
                if time.monotonic() > end or self.process.returncode is not None:
                    raise RuntimeError(f"PostgreSQL {self.name} did not start within {limit} s: {error}; see {self.log}") from error
            await asyncio.sleep(0.05)

    @property
    def is_running(self):
        return self.process is not None and self.process.returncode is None

    async def stop(self, how="fast", limit=15):
        """fast: disconnects everybody; immediate: as if killed, recovery at the next start."""
        if not self.is_running:
            return
        for relay in self.relays:
            relay.refuse()
        processes.send(self.process, {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[how])
        if not await processes.ended(self.process, limit):
            await processes.put_down(self.process)

    async def query(self, sql, limit=10):
        return await rows(self.port, sql, limit=limit)

    async def owner_query(self, sql, limit=10):
        return await rows(self.port, sql, ROLE, NAME, limit)

    async def owner(self):
        """A connection as the role that the servers use."""
        return await Database.open(self.port, ROLE, NAME)

    async def promote(self):
        await self.query("SELECT pg_promote(true, 15)", limit=20)

    async def set(self, name, value):
        await self.query(f"ALTER SYSTEM SET {name} = '{value}'")
        await self.query("SELECT pg_reload_conf()")

    async def until(self, sql, limit, what):
        """Waits until the query's first value is true."""
        end = time.monotonic() + limit
        while (await self.query(sql))[0][0] != "t":
            if time.monotonic() > end:
                raise RuntimeError(f"{what} did not come about within {limit} s; see {self.log}")
            await asyncio.sleep(0.05)

    async def until_streaming(self, limit=15):
        await self.until("SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming'", limit, "replication")
