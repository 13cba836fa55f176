#!/usr/bin/env bash
# What most would expect: NOTIFY is light, and belongs to one database. A session with synchronous_commit=local waits for no standby.
# What happens: a commit that contains NOTIFY holds one lock, the same for all databases of the server, from before it writes its commit
# until its wait for the synchronous standby is over. So commits with NOTIFY go one by one, each waiting for the standby's answer to the
# last; and while one waits for a standby that is away, every other commit with NOTIFY stands behind it, in other databases, with
# synchronous_commit=local, and with a statement_timeout, which does not count inside a commit. Commits without NOTIFY go on.
# Why it matters: NOTIFY in the transaction that writes is the usual way to wake the others. In a dispatch service it makes one stuck commit
# everybody's, and lets through one commit per answer of the standby. Notify in a transaction of its own, after the commit that matters:
# that waits for no standby. lock_timeout does end the wait for the lock, and fails the commit.
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
# Waits up to 10 seconds until the query $2, asked of server $1, answers t.
until_true() {
  for _ in {1..100}; do
    [ "$(sql "$1" -c "$2")" != t ] || return 0
    sleep 0.1
  done
  changed "never became true: $2"
}
# Waits until a changed synchronous_standby_names holds for commits: the checkpointer puts it in force before it makes a checkpoint.
in_force() {
  until_true "$1" "SELECT current_setting('synchronous_standby_names') <> ''"
  sql "$1" -c "CHECKPOINT"
}
server one <<<"synchronous_standby_names='standby'" # a standby that does not exist
sql one -c "SELECT version()" -c "SET synchronous_commit = local" -c "CREATE TABLE event (id int)" -c "CREATE DATABASE other"
in_force one
"$bin/psql" -X -q -h "$folder/one.socket" -U dispatch -d postgres \
  -c "BEGIN; INSERT INTO event VALUES (1); NOTIFY board; COMMIT" >first 2>&1 &
first=$!
until_true one "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

# In another database, waiting for no standby; psql is ended after four seconds, with status 124.
other() {
  local status=0
  PGOPTIONS="-c synchronous_commit=local $1" timeout 4 \
    "$bin/psql" -X -q -h "$folder/one.socket" -U dispatch -d other -c "$2" >answer 2>&1 || status=$?
  echo "status $status $(head -n 1 answer)"
}
plain=$(other "" "CREATE TABLE notes (id int)")
echo "no NOTIFY, other database, synchronous_commit=local:            $plain"
other "-c statement_timeout=1000" "NOTIFY board" >timed &
timed=$!
until_true one "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND locktype = 'object' AND classid = 'pg_database'::regclass"
sql one -c "SELECT datname, wait_event_type, wait_event, query FROM pg_stat_activity WHERE wait_event_type IN ('IPC', 'Lock')"
wait "$timed"
echo "NOTIFY, other database, local, statement_timeout=1s:            $(cat timed)"
locked=$(other "-c lock_timeout=1000" "NOTIFY board")
echo "NOTIFY, other database, local, lock_timeout=1s:                 $locked"
sql one -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
wait "$first"
free=$(other "-c synchronous_commit=on" "NOTIFY board")
echo "NOTIFY alone, not local, once the first was cancelled:          $free"
[ "$plain" = "status 0 " ] || changed "a local commit without NOTIFY now waits"
[ "$(cat timed)" = "status 124 " ] || changed "a local NOTIFY no longer waits behind another's commit, or is now timed"
[[ $locked == "status 1 "*"lock timeout"* ]] || changed "lock_timeout no longer ends the wait for the lock"
[ "$free" = "status 0 " ] || changed "a transaction with nothing but NOTIFY now waits for the standby itself"
