#!/usr/bin/env bash
# What most would expect: a transaction left open by a client that does something else for a while is ended by
# idle_in_transaction_session_timeout, or at least by statement_timeout, and monitoring calls it "idle in transaction".
# What happens: not when the client is inside a pipeline. After the first statements, before the pipeline's end (Sync), the session counts
# as active though it only waits for its client (wait_event ClientRead). No timeout runs: neither idle_in_transaction_session_timeout, nor
# statement_timeout, nor idle_session_timeout. Row locks stay as long as the client likes, and may still be committed after it.
# Why it matters: one worker that opens a pipeline, writes, and then calls somebody over the network holds an interpreter's row for as long
# as that call hangs, and the guards that operators rely on do not see it. Ask pg_stat_activity for wait_event = 'ClientRead' with an old
# xact_start, whatever the state; and have no call to the outside within a pipeline.
# Seen on 2026-11-28 with PostgreSQL 15.18 of Debian 12 and psycopg 3.3.9 (in its ordinary way: connection.pipeline()).
# Exit status: 0 as described, 1 changed, 77 something is missing.
set -euo pipefail
skip() { echo "SKIPPED: $1" >&2; exit 77; }
changed() { echo "CHANGED: $1" >&2; exit 1; }
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/postgres" ] || skip "PostgreSQL 15 is not in $bin. On Debian 12, as root: apt-get install postgresql-15"
export LC_ALL=C.UTF-8
unset "${!PG@}"
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # initdb refuses root
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  chown nobody:nogroup "$folder"
fi
ending() {
  local file
  for file in "$folder"/*/postmaster.pid; do
    [ ! -f "$file" ] || "${as[@]}" "$bin/pg_ctl" -s -D "${file%/*}" -m immediate stop || true
  done
  rm -rf "$folder"
}
trap ending EXIT
cd "$folder"

# A server called $1, with more settings on standard input. It listens on a socket in the folder "$1.socket" only.
settings() {
  "${as[@]}" mkdir "$1.socket"
  printf '%s\n' "listen_addresses=''" "unix_socket_directories='$folder/$1.socket'" shared_buffers=16MB >>"$1/postgresql.auto.conf"
  cat >>"$1/postgresql.auto.conf"
}
start() { "${as[@]}" "$bin/pg_ctl" -s -w -D "$1" -l "$1/started.log" start || { cat "$1/started.log" >&2; exit 1; }; }
server() {
  "${as[@]}" "$bin/initdb" -D "$1" -U dispatch -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  settings "$1"
  start "$1"
}
sql() { "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$folder/$1.socket" -U dispatch -d postgres "${@:2}"; }
command -v python3 >/dev/null || skip "Python 3 is missing. On Debian, as root: apt-get install python3 python3-venv"
python3 -m venv python || skip "Python cannot make a virtual environment. On Debian, as root: apt-get install python3-venv"
python/bin/pip install --quiet --disable-pip-version-check --no-input psycopg==3.3.9 psycopg-binary==3.3.9 typing_extensions==4.16.0 ||
  skip "could not install psycopg"

server one </dev/null
sql one -c "SELECT version()" -c "CREATE TABLE interpreter (id int PRIMARY KEY, state text)" -c "INSERT INTO interpreter VALUES (1, 'free')"
cat >worker.py <<'PYTHON'
import sys, time
import psycopg

where = f"host={sys.argv[1]} user=dispatch dbname=postgres"
timeouts = "-c idle_in_transaction_session_timeout=500 -c statement_timeout=500 -c idle_session_timeout=500"
watcher = psycopg.connect(where, autocommit=True)


def look(worker):
    return watcher.execute(
        "SELECT state, wait_event, extract(epoch FROM clock_timestamp() - xact_start)::int FROM pg_stat_activity WHERE pid = %s",
        [worker],
    ).fetchone()


def locked():
    try:
        watcher.execute("SELECT 1 FROM interpreter WHERE id = 1 FOR UPDATE NOWAIT")
        return "free"
    except psycopg.errors.LockNotAvailable:
        return "locked"


book = "UPDATE interpreter SET state = 'booked' WHERE id = 1"
connection = psycopg.connect(where, options=timeouts)
connection.execute(book)
time.sleep(3)
print("without a pipeline, after three seconds:", look(connection.info.backend_pid) or "session ended", "- row", locked())
plain = locked()

connection = psycopg.connect(where, options=timeouts)
with connection.pipeline():
    connection.execute(book)
    time.sleep(3)
    seen = look(connection.info.backend_pid)
    held = locked()
    print("in a pipeline, after three seconds:     ", seen or "session ended", "- row", held)
    if seen:
        connection.commit()
state = watcher.execute("SELECT state FROM interpreter").fetchone()[0]
print("and then it commits; the interpreter is:", state)
seen = seen and seen[:2]
sys.exit(0 if (plain, held, state, seen) == ("free", "locked", "booked", ("active", "ClientRead")) else 3)
PYTHON
python/bin/python worker.py "$folder/one.socket" ||
  changed "expected a free row, then a locked one that is committed after three seconds"
