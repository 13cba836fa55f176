#!/usr/bin/env bash
# What most would expect: log_error_verbosity=terse keeps DETAIL out of PostgreSQL's log. The manual says that it excludes it.
# What happens: only in the plain log (stderr, syslog). csvlog and jsonlog, which log collectors prefer, still have the detail of each
# error, with the whole refused row, even when log_min_error_statement=panic keeps the statement out.
# Why it matters: an interpreter's telephone number or a client's name in a row that a constraint refuses goes to the log and from there
# to wherever logs are shipped. To keep personal data out, refuse before the database does, or catch the error inside the database.
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
server one <<'SETTINGS'
logging_collector=on
log_destination='stderr,csvlog,jsonlog'
log_directory='log'
log_filename='server.log'
log_error_verbosity=terse
log_min_error_statement=panic
SETTINGS
sql one -c "CREATE TABLE interpreter (id int PRIMARY KEY, name text, phone text CHECK (phone ~ '^[+]'))"
sql one -c "INSERT INTO interpreter VALUES (1, 'Selam T.', '0470 00 00 01')" 2>/dev/null && changed "the row was not refused"
for _ in {1..50}; do
  [ "$(cat one/log/server.* | grep -c "violates check")" != 3 ] || break
  sleep 0.1
done
sql one -c "SELECT version()"
for file in server.log server.csv server.json; do
  echo "--- $file"
  grep "violates check" "one/log/$file" || changed "$file does not have the error at all"
done
grep -q "0470 00 00 01" one/log/server.log && changed "the plain log now has the refused row too"
for file in server.csv server.json; do
  grep -q "0470 00 00 01" "one/log/$file" || changed "$file no longer has the refused row"
done
