"""Runs a program within limits, and measures it from outside: wall clock and memory of the whole process, start to end."""
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

GIGABYTE = 2**30
# How the solvers and their languages say that there is no more memory.
OUT_OF_MEMORY = ("memoryerror", "bad_alloc", "allocate", "out of memory")


@dataclass
class Measured:
    seconds: float
    # Largest resident set. The kernel counts from before the program replaces its parent, so it is never below this process's own.
    megabytes: float
    # Why there is no answer; None when the program ended well.
    failure: str = None


def measured(command, most_seconds, most_octets=None):
    def limit():
        if most_octets:
            resource.setrlimit(resource.RLIMIT_AS, (most_octets, most_octets))

    began = time.monotonic()
    with tempfile.TemporaryFile() as output:
        try:
            # A session of its own, so that whatever the program starts ends with it.
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                     start_new_session=True, preexec_fn=limit)
        except OSError as error:
            return Measured(0, 0, f"cannot be run: {error}")
        late = threading.Event()
        timer = threading.Timer(most_seconds, lambda: (late.set(), os.killpg(child.pid, signal.SIGKILL)))
        timer.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        megabytes = usage.ru_maxrss / 1024
        output.seek(0)
        said = output.read().decode(errors="replace")
    result = Measured(time.monotonic() - began, megabytes)
    if late.is_set():
        result.failure = f"no answer within {most_seconds:.0f} s"
    elif child.returncode:
        result.failure = failure(child.returncode, said, megabytes, most_octets)
    return result


def failure(code, said, megabytes, most_octets):
    last = (said.strip().splitlines() or [""])[-1].strip()
    if most_octets and (megabytes * 2**20 > 0.95 * most_octets or any(sign in last.lower() for sign in OUT_OF_MEMORY)):
        return f"does not fit in {most_octets / GIGABYTE:.0f} GB" + (f": {last}" if last else "")
    how = f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
    return f"{how}: {last}" if last else how
