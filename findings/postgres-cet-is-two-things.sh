#!/usr/bin/env bash
# What most would expect: CET is one thing to PostgreSQL, the time in Brussels; at least within one session.
# What happens: as the session's time zone, CET is a zone with summer time, so ten o'clock in July is 08:00 UTC. Written behind a time, or
# after AT TIME ZONE, CET is an abbreviation for one hour ahead of UTC all year, so the same ten o'clock in July is 09:00 UTC. In a
# session whose time zone is CET, '2026-07-01 10:00' and '2026-07-01 10:00 CET' are an hour apart. Python's zoneinfo
# only knows the first meaning. MET, EET and WET are alike.
# Why it matters: schools and hospitals send "10:00 CET" in summer and mean ten o'clock on the wall. Taken by PostgreSQL, the interpreter is
# there an hour late. Let in Europe/Brussels and numeric offsets only.
# Seen on 2026-11-28 with PostgreSQL 15.18, tzdata 2025b and Python 3.11. Exit status: 0 as described, 1 changed, 77 something is missing.
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
server one </dev/null
sql one -c "SELECT version()"
ask() { sql one -c "SET TimeZone = '$1'" -c "SELECT to_char(($2) AT TIME ZONE 'UTC', 'HH24:MI')"; }
zone=$(ask CET "timestamptz '2026-07-01 10:00'")
behind=$(ask CET "timestamptz '2026-07-01 10:00 CET'")
at=$(ask UTC "timestamp '2026-07-01 10:00' AT TIME ZONE 'CET'")
brussels=$(ask UTC "timestamp '2026-07-01 10:00' AT TIME ZONE 'Europe/Brussels'")
echo "TimeZone = CET, '2026-07-01 10:00':            $zone UTC"
echo "TimeZone = CET, '2026-07-01 10:00 CET':        $behind UTC"
echo "'2026-07-01 10:00' AT TIME ZONE 'CET':         $at UTC"
echo "the same AT TIME ZONE 'Europe/Brussels':       $brussels UTC"
if command -v python3 >/dev/null; then
  echo "Python, zoneinfo CET:                          $(python3 -c 'import datetime, zoneinfo
try: print(datetime.datetime(2026, 7, 1, 10, tzinfo=zoneinfo.ZoneInfo("CET")).astimezone(datetime.timezone.utc).strftime("%H:%M UTC"))
except Exception as error: print("not known here:", error)')"
fi
[ "$zone $behind $at $brussels" = "08:00 09:00 09:00 08:00" ] || changed "expected 08:00, 09:00, 09:00 and 08:00 UTC"
