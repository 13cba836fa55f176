"""The solvers that our planner is measured against, in a private virtual environment."""
import os
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    name: str
    script: str
    # Pinned, so that figures of two machines can be compared.
    package: str


PEERS = {peer.name: peer for peer in [
    Peer("cp-sat", "peer_cp_sat.py", "ortools==9.15.6755"),
    Peer("routing", "peer_routing.py", "ortools==9.15.6755"),
    Peer("highs", "peer_highs.py", "highspy==1.15.1"),
    Peer("vroom", "peer_vroom.py", "pyvroom==1.15.2"),
]}


class Unavailable(Exception):
    """Why a peer cannot take part."""


class Environment:
    def __init__(self, folder):
        self.folder = folder
        self.python = os.path.join(folder, "bin", "python")
        self.outcomes = {}

    def make(self):
        if os.path.exists(self.python) and not subprocess.run([self.python, "-m", "pip", "--version"], capture_output=True).returncode:
            return
        require([sys.executable, "-m", "venv", "--clear", self.folder], "no virtual environment (on Debian: apt-get install python3-venv)")

    def install(self, package):
        """Makes the package usable with `python`; raises Unavailable. Asks for a package once only."""
        if package not in self.outcomes:
            try:
                self.make()
                require([self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", package],
                       f"{package} cannot be installed")
                self.outcomes[package] = None
            except Unavailable as reason:
                self.outcomes[package] = reason
        if self.outcomes[package]:
            raise self.outcomes[package]


def require(command, otherwise):
    """Runs the command; raises Unavailable with what it said last, of errors if it names any."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise Unavailable(f"{otherwise}: {error}") from error
    if run.returncode:
        said = (run.stderr + run.stdout).strip().splitlines() or [f"exit {run.returncode}"]
        errors = [line for line in said if line.startswith("ERROR")]
        # Without a connection pip's error is only that it found nothing.
        offline = " (the package index could not be reached)" if any("connection broken" in line for line in said) else ""
        raise Unavailable(f"{otherwise}: {(errors or said)[-1]}{offline}")
