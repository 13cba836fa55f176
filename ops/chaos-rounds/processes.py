"""Child processes that cannot outlive us, and ports that nobody uses."""
import asyncio
import os
import pwd
import random
import signal
import socket

_given = set()


def free_port():
    """Below the ports that the system gives to outgoing connections, so that nobody takes it between two starts of a server."""
    for _ in range(200):
        port = random.SystemRandom().randrange(15000, 32000)
        if port in _given:
            continue
        with socket.socket() as attempt:
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
    raise RuntimeError("200 ports of 127.0.0.1 between 15000 and 32000 were tried, and all are in use; end what uses them")


class Account:
    """Who runs PostgreSQL, which refuses to be run by root: the caller, or for root the user postgres, or nobody."""

    def __init__(self):
        self.user = self.group = None
        if os.geteuid() == 0:
            entry = next((pwd.getpwnam(name) for name in ("postgres", "nobody") if self.exists(name)), None)
            if entry is None:
                raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres; apt-get install postgresql")
            self.user, self.group = entry.pw_uid, entry.pw_gid

    @staticmethod
    def exists(name):
        try:
            return bool(pwd.getpwnam(name))
        except KeyError:
            return False

    def words(self, death=None):
        """What stands before a command that this account runs; with `death` it gets that signal when we die."""
        words = ["setpriv"]
        if self.user is not None:
            words += [f"--reuid={self.user}", f"--regid={self.group}", "--clear-groups"]
        if death:
            words += ["--pdeathsig", death]
        return words + ["--"]

    def give(self, path):
        if self.user is not None:
            os.chown(path, self.user, self.group)


async def start(command, log, folder="/"):
    """Starts a process that writes into `log`."""
    with open(log, "ab") as file:
        return await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL, stdout=file, stderr=file, cwd=folder)


async def run(command, limit=60):
    """Runs a command to its end; answers its exit status and what it said."""
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd="/")
    try:
        async with asyncio.timeout(limit):
            said, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return None, f"did not end within {limit} s: {' '.join(command)}"
    return process.returncode, said.decode(errors="replace")


async def ended(process, limit):
    """Whether it ends within the limit of seconds."""
    try:
        async with asyncio.timeout(limit):
            await process.wait()
        return True
    except TimeoutError:
        return False


def send(process, number):
    if process is not None and process.returncode is None:
        try:
            process.send_signal(number)
        except ProcessLookupError:
            pass


async def put_down(process):
    """Ends a process of ours whatever it does."""
    if process is None or process.returncode is not None:
        return
    send(process, signal.SIGKILL)
    await process.wait()
