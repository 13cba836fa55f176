#!/usr/bin/env bash
# What most would expect: in SimPy, a caller who waits for an interpreter "or ten minutes", store.get() | env.timeout(10), and gives up, is
# out of the queue.
# What happens: the request to get stays in the store's queue. The next interpreter put back goes to the caller who left, and is lost to the
# simulation; the caller behind waits for ever. No error, no warning, nothing in store.items. A Resource is alike: its slot is given to the
# request that nobody holds, and never released. Only a cancel() of the request, or a "with" block, takes it out.
# Why it matters: a simulation of a dispatch desk whose callers give up gets slowly emptier, and the planner concludes that more staff is
# needed. It looks like load.
# Seen on 2026-11-28 with simpy 4.1.2. Exit status: 0 as described, 1 changed, 77 something is missing.
set -euo pipefail
skip() { echo "SKIPPED: $1" >&2; exit 77; }
changed() { echo "CHANGED: $1" >&2; exit 1; }
command -v python3 >/dev/null || skip "Python 3 is missing. On Debian, as root: apt-get install python3 python3-venv"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python" || skip "Python cannot make a virtual environment. On Debian, as root: apt-get install python3-venv"
install() {
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --no-input "$@" || skip "could not install $*"
}
install simpy==4.1.2
"$folder/python/bin/python" - <<'PYTHON' || changed "see above"
import sys
import simpy


def desk(cancels):
    environment = simpy.Environment()
    interpreters = simpy.Store(environment)
    served = []

    def caller(name, arrives, patience):
        yield environment.timeout(arrives)
        request = interpreters.get()
        yield request | environment.timeout(patience)
        if request.triggered:
            served.append(name)
            print(f"  {environment.now:3} min: {name} has {request.value}")
        else:
            print(f"  {environment.now:3} min: {name} gave up")
            if cancels:
                request.cancel()

    def comes_back():
        yield environment.timeout(30)
        yield interpreters.put("interpreter")
        print(f"  {environment.now:3} min: an interpreter is free again")

    environment.process(caller("first caller", 0, 10))
    environment.process(caller("second caller", 20, 60))
    environment.process(comes_back())
    environment.run()
    print("  left in the store:", interpreters.items)
    return served, len(interpreters.items)


def line(cancels):
    environment = simpy.Environment()
    lines = simpy.Resource(environment, capacity=1)
    served = []

    def caller(name, arrives, patience, talks):
        yield environment.timeout(arrives)
        request = lines.request()
        yield request | environment.timeout(patience)
        if request.triggered:
            served.append(name)
            yield environment.timeout(talks)
            lines.release(request)
        elif cancels:
            request.cancel()

    environment.process(caller("talks", 0, 10, 30))
    environment.process(caller("gives up", 5, 10, 5))
    environment.process(caller("comes later", 50, 60, 5))
    environment.run()
    print("  served:", served, "lines in use at the end:", lines.count)
    return served, lines.count


print("Store, giving up by timeout alone:")
plain = desk(False)
print("Store, with cancel():")
cancelled = desk(True)
print("Resource, giving up by timeout alone:")
plain_line = line(False)
print("Resource, with cancel():")
cancelled_line = line(True)
good = (plain, cancelled) == (([], 0), (["second caller"], 0))
good &= (plain_line, cancelled_line) == ((["talks"], 1), (["talks", "comes later"], 0))
sys.exit(0 if good else 3)
PYTHON
