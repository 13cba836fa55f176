"""What a round plays in: one PostgreSQL or a pair of them, and two servers that reach them through relays."""
import asyncio
import os
import shutil

import client
import processes
from client import Line, Lost
from cluster import NAME, ROLE, Cluster
from commands import Person
from relay import Relay
from servers import Server


class Template:
    """Made once: a cluster with people in it, stopped, and the certificates; each round begins with a copy."""

    def __init__(self, folder, program, rules):
        self.folder = folder
        self.program = program
        self.rules = rules
        self.account = processes.Account()
        self.certificates = f"{folder}/certificates"
        self.people = []

    async def make(self):
        cluster = await Cluster.made(self.folder, self.account)
        os.mkdir(self.certificates)
        url = f"postgresql://{ROLE}@127.0.0.1:{cluster.port}/{NAME}?sslmode=disable"
        server = Server("t", self.folder, self.program, self.rules, self.certificates, url)
        # The first start makes its own certificates, which all servers get then.
        with open(server.file, encoding="utf-8") as file:
            lines = file.read()
        with open(server.file, "w", encoding="utf-8") as file:
            file.write(lines[:lines.index("tls:")] + lines[lines.index("metrics:"):])
        try:
            await server.start()
            await server.listening(30)
            shutil.copytree(f"{self.folder}/data-t/certificates", self.certificates, dirs_exist_ok=True)
            self.context = client.security(f"{self.certificates}/ca.crt")
            await self.populate(server)
            if await server.drain(20) is None:
                raise RuntimeError(f"the first server did not end; see {server.log}")
        finally:
            await server.put_down()
            await cluster.stop("fast")
        self.cluster = cluster

    async def populate(self, server):
        for _ in range(100):
            if os.path.exists(f"{self.folder}/data-t/admin.token"):
                break
            await asyncio.sleep(0.1)
        with open(f"{self.folder}/data-t/admin.token", encoding="utf-8") as file:
            token = file.read().strip()
        line = await Line.open(server, self.context, 10)

        async def done(text, kind=None):
            for _ in range(50):
                answer = await line.ask(text, 10)
                if answer.is_ok:
                    return answer.subject(kind) if kind else answer
                if not answer.is_passing:
                    break
                await asyncio.sleep(0.2)
            raise RuntimeError(f"{text.split(' tb_')[0]}: {answer.word} {answer.status} {answer.text}")

        await done(f"AUTH TOKEN {token}")
        self.people.append(Person("adm", "admin", token, next(
            word for word in (await done("WHOAMI")).rows[0].split() if word.startswith("U"))))
        for place in (1, 2):
            organisation = await done(f'ORGANISATION add name="School {place}" sector=education place=12025', "ORGANISATION")
            await done(f"AGREEMENT add organisation={organisation} agency=agii from=2020-01-01")
            await self.admit(done, f"req{place}", "requester", organisation)
        for place in (1, 2, 3):
            interpreter = await done(
                f'INTERPRETER add name="Tolk {place}" gender=female home=12025 modalities=(telephone video) pools=(agii) '
                "languages=(ti apc fa-AF)", "INTERPRETER")
            await self.admit(done, f"int{place}", "interpreter", interpreter)
        line.close()

    async def admit(self, done, name, role, subject):
        where = {"requester": "organisation", "interpreter": "interpreter"}[role]
        user = await done(f"USER add role={role} label={name} {where}={subject}", "USER")
        answer = await done(f"TOKEN issue user={user}")
        token = next(word[7:] for row in answer.rows for word in row.split() if word.startswith("secret="))
        self.people.append(Person(name, role, token, user, subject))


class World:
    """`standby` is None, "synchronous" or "asynchronous"."""

    def __init__(self, template, folder, standby=None, archive=False):
        os.mkdir(folder, 0o755)
        self.template = template
        self.folder = folder
        self.mode = standby
        self.archive = f"{folder}/archive" if archive else None
        self.primary = Cluster(folder, "primary", template.account)
        self.standby = Cluster(folder, "standby", template.account) if standby else None
        self.replication = None
        self.relays = {}
        self.servers = []
        self.others = []

    async def start(self):
        settings = {}
        if self.archive:
            os.mkdir(self.archive)
            self.template.account.give(self.archive)
            settings = {"archive_mode": "on", "archive_command": f"cp %p {self.archive}/%f"}
        await self.primary.copy_of(self.template.cluster)
        self.primary.configure(**settings)
        await self.primary.start()
        if self.standby:
            self.replication = await self.relay(self.primary)
            await self.standby.copy_of(self.template.cluster)
            self.standby.follow(self.replication.port)
            await self.standby.start()
            await self.primary.until_streaming()
            if self.mode == "synchronous":
                await self.primary.set("synchronous_standby_names", "*")
        for name in ("a", "b"):
            relays = [await self.relay(cluster) for cluster in (self.primary, self.standby) if cluster]
            self.relays[name] = relays
            hosts = ",".join(f"127.0.0.1:{relay.port}" for relay in relays)
            words = "sslmode=disable" + ("&target_session_attrs=read-write" if self.standby else "")
            self.servers.append(Server(
                name, self.folder, self.template.program, self.template.rules, self.template.certificates,
                f"postgresql://{ROLE}@{hosts}/{NAME}?{words}"))
        for server in self.servers:
            await server.start()
        for server in self.servers:
            await server.listening()

    async def relay(self, cluster):
        relay = Relay(cluster.port)
        cluster.relays.append(relay)
        await relay.start()
        self.others.append(relay)
        return relay

    def server(self, incarnation):
        return next(server for server in self.servers if server.name == incarnation[0])

    def relay_of(self, server):
        """Between a server and the first database."""
        return self.relays[server.name][0]

    async def stop(self):
        for server in self.servers:
            await server.put_down()
        for relay in self.others:
            await relay.stop()
        for cluster in (self.standby, self.primary):
            if cluster:
                await cluster.stop("immediate")


async def who_decides(world, crowd, limit=20):
    """The server that answered the last change OK; waits for one."""
    for _ in range(limit * 20):
        oks = [(answer.received, answer.incarnation) for answer, what in crowd.ledger.oks() if what not in ("read", "AUTH")]
        if oks:
            incarnation = max(oks)[1]
            server = world.server(incarnation)
            if server.is_running and server.incarnation == incarnation:
                return server
        await asyncio.sleep(0.05)
    raise Lost(f"nobody decided anything within {limit} s")
