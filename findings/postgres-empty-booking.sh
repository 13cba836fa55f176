#!/usr/bin/env bash
# What most would expect: an exclusion constraint on (interpreter, tstzrange) refuses every booking inside another of the same interpreter,
# and a range that was stored keeps its start.
# What happens: a range of no length, from ten to ten, is stored as "empty": without its start and end, which nobody gets back, and equal to
# every other empty range. It overlaps nothing, so the constraint lets any number in, in the middle of a booking, and no query by time ever
# finds it. A booking whose interpreter is still NULL is not checked either.
# Why it matters: a conversation that was ended the moment it began, or whose end a form filled in with its start, loses its time without
# an error. Store start and end in columns of their own, with CHECK (starts < ends), and build the range in the constraint.
# Seen on 2026-11-28 with PostgreSQL 15.18 of Debian 12. Exit status: 0 as described, 1 changed, 77 something is missing.
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
[ -f /usr/share/postgresql/15/extension/btree_gist.control ] || skip "btree_gist is missing; on Debian it is part of postgresql-15"
server one <<<"TimeZone='Europe/Brussels'"
sql one <<'SQL'
SELECT version();
CREATE EXTENSION btree_gist;
CREATE TABLE booking (
  id int PRIMARY KEY, interpreter int, during tstzrange NOT NULL, EXCLUDE USING gist (interpreter WITH =, during WITH &&)
);
INSERT INTO booking VALUES (1, 7, tstzrange('2026-11-30 09:30', '2026-11-30 10:30'));
INSERT INTO booking VALUES (2, 7, tstzrange('2026-11-30 10:00', '2026-11-30 10:00'));
INSERT INTO booking VALUES (3, 7, tstzrange('2026-11-30 10:00', '2026-11-30 10:00'));
INSERT INTO booking VALUES (4, NULL, tstzrange('2026-11-30 10:00', '2026-11-30 10:15'));
SQL
echo "--- a quarter of an hour inside the first booking:"
sql one -c "INSERT INTO booking VALUES (5, 7, tstzrange('2026-11-30 10:00', '2026-11-30 10:15'))" 2>refused || true
head -n 1 refused
echo "--- all bookings, with their start:"
all=$(sql one -c "SELECT id, interpreter, during, lower(during) FROM booking ORDER BY id" | sed 's/^/  /')
echo "$all"
echo "--- those of 30 November:"
found=$(sql one -c "SELECT string_agg(id::text, ' ' ORDER BY id) FROM booking WHERE during && tstzrange('2026-11-30', '2026-12-01')")
echo "  $found"
grep -q "conflicting key" refused || changed "an ordinary overlap is no longer refused"
[[ $all == *"2|7|empty|"*"3|7|empty|"* ]] || changed "ranges of no length are no longer stored as empty"
[ "$found" = "1 4" ] || changed "expected bookings 1 and 4 on that day"
