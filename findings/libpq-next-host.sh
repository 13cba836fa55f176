#!/usr/bin/env bash
# What most would expect: with "host=a,b", libpq connects to b when a does not serve: refuses, hangs up, or says that it cannot.
# What happens: a refused connection, a silent host (after connect_timeout) and a server that is starting up move on to b. A host that
# accepts and hangs up, as a relay or load balancer without a server behind it does, ends the attempt: b is never asked. So does a server
# that has no connection left ("too many clients already"), though nothing is wrong with the account, and b has room.
# Why it matters: two database hosts in one connection string are taken for a failover. They are none once anything stands in between
# that accepts on behalf of a dead server, or when a crowd of clients fills the first: a dispatch service must try the hosts itself.
# Seen on 2026-11-28 with libpq and PostgreSQL 15.18 of Debian 12. Exit status: 0 as described, 1 changed, 77 something is missing.
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
command -v python3 >/dev/null || skip "Python 3 is missing. On Debian, as root: apt-get install python3"

server first <<<$'cluster_name=first\nmax_connections=4\nsuperuser_reserved_connections=1\nmax_wal_senders=0'
server second <<<"cluster_name=second"
sql first -c "CREATE ROLE desk LOGIN"
sql second -c "CREATE ROLE desk LOGIN"

# A host on 127.0.0.1 that accepts and then hangs up ("close") or says nothing ("silent"). Its port is written to a file.
cat >host.py <<'PYTHON'
import socket, sys
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
with open(sys.argv[1] + ".port", "w") as file:
    file.write(str(listener.getsockname()[1]) + "\n")
held = []
while True:
    connection, _ = listener.accept()
    if sys.argv[1] == "close":
        connection.close()
    else:
        held.append(connection)
PYTHON
trap 'kill "${helpers[@]}" 2>/dev/null || true; ending' EXIT
helpers=()
for kind in close silent; do
  python3 host.py "$kind" &
  helpers+=($!)
  for _ in {1..100}; do [ ! -s "$kind.port" ] || break; sleep 0.1; done
done
# A port on which nobody listens: bound, and let go again.
nobody=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# Asks for the first host, then the second, and says which of them answered.
failures=0
attempt() { # description, expected (second or nobody), host, port
  local answer began=$SECONDS
  answer=$("$bin/psql" -X -q -A -t "host=$3,$folder/second.socket port=$4,5432 user=desk dbname=postgres connect_timeout=3" \
    -c "SHOW cluster_name" 2>&1) || answer="nobody: ${answer%%$'\n'*}"
  printf '%-46s %2s s   %s\n' "$1" "$((SECONDS - began))" "${answer//$folder/…}"
  [ "${answer%%:*}" = "$2" ] || { echo "    expected: $2"; failures=$((failures + 1)); }
}
"$bin/psql" --version
attempt "first refuses the connection" second 127.0.0.1 "$nobody"
attempt "first accepts and says nothing" second 127.0.0.1 "$(cat silent.port)"
attempt "first accepts and hangs up" nobody 127.0.0.1 "$(cat close.port)"

# Fill the first server, until it lets in no other ordinary user.
for _ in {1..20}; do
  "$bin/psql" -X -q -h "$folder/first.socket" -U desk -d postgres -c "SELECT pg_sleep(60)" >/dev/null 2>&1 &
  helpers+=($!)
  sleep 0.3
  "$bin/psql" -X -q -A -t -h "$folder/first.socket" -U desk -d postgres -c "" >/dev/null 2>&1 || break
done
attempt "first has no connection left" nobody "$folder/first.socket" 5432

# A standby that does not take queries yet answers as a server does that is starting up.
"${as[@]}" "$bin/pg_ctl" -s -D first -m immediate stop
"${as[@]}" touch first/standby.signal
"${as[@]}" "$bin/pg_ctl" -s -W -D first -l first/started.log -o "-c hot_standby=off" start
for _ in {1..100}; do
  "$bin/pg_isready" -q -h "$folder/first.socket" || [ $? != 1 ] || break
  sleep 0.1
done
attempt "first is starting up" second "$folder/first.socket" 5432
[ "$failures" = 0 ] || changed "libpq now moves on to the next host in other cases"
