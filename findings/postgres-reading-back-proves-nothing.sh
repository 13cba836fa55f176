#!/usr/bin/env bash
# What most would expect: with a synchronous standby, a row that can be read is on the standby. So after a lost answer it is enough to send
# the write again as INSERT … ON CONFLICT DO NOTHING, or to read the row back: if it is there, it is safe.
# What happens: a commit whose wait was cancelled (a timeout of the client's, an operator, a restart) is visible at once though the standby
# lacks it. Reading it waits for nothing, and an INSERT that finds the row writes nothing, so its commit waits for nothing either: at once,
# without warning. Promote the standby and the row is gone. Only a transaction that writes something itself waits for what came before it.
# Why it matters: this is how a promise to a client that was checked twice is lost in a failover. After an uncertain commit, write: one
# transactional pg_logical_emit_message is enough, and returns only when the standby has everything up to it.
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
server one </dev/null
sql one -c "SELECT version()" -c "CREATE TABLE promise (id int PRIMARY KEY)"
"${as[@]}" "$bin/pg_basebackup" -h "$folder/one.socket" -U dispatch -D two -R -c fast
printf '%s\n' "unix_socket_directories='$folder/two.socket'" \
  "primary_conninfo='host=$folder/one.socket user=dispatch application_name=two'" \
  >>two/postgresql.auto.conf
"${as[@]}" mkdir two.socket
start two
sql one -c "ALTER SYSTEM SET synchronous_standby_names = 'two'" -c "SELECT pg_reload_conf()" >/dev/null
until_true one "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
in_force one
sql one -c "INSERT INTO promise VALUES (1)"

# The standby is away for a while.
"${as[@]}" "$bin/pg_ctl" -s -w -D two -m fast stop
echo "--- promise 2, its wait cancelled"
"$bin/psql" -X -h "$folder/one.socket" -U dispatch -d postgres -c "INSERT INTO promise VALUES (2)" &
until_true one "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
sql one -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
wait $!
# Three seconds for an answer, 124 when there is none by then.
ask() { timeout 3 "$bin/psql" -X -h "$folder/one.socket" -U dispatch -d postgres -A -t -c "$1" 2>&1 || echo "no answer: status $?"; }
echo "--- sent again: INSERT INTO promise VALUES (2) ON CONFLICT DO NOTHING"
again=$(ask "INSERT INTO promise VALUES (2) ON CONFLICT DO NOTHING")
echo "$again"
echo "--- read back: SELECT count(*) FROM promise WHERE id = 2"
read_back=$(ask "SELECT count(*) FROM promise WHERE id = 2")
echo "$read_back"
echo "--- one write: SELECT pg_logical_emit_message(true, 'here', '')"
write=$(ask "SELECT pg_logical_emit_message(true, 'here', '')")
echo "$write"

# The first server dies, the standby comes back and takes over.
"${as[@]}" "$bin/pg_ctl" -s -D one -m immediate stop
start two
"${as[@]}" "$bin/pg_ctl" -s -w -D two promote
left=$(sql two -c "SELECT string_agg(id::text, ' ' ORDER BY id) FROM promise")
echo "--- after the failover the standby has promise: $left"
[ "$again" = "INSERT 0 0" ] || changed "the repeated INSERT no longer returns at once without a warning"
[ "$read_back" = 1 ] || changed "the row can no longer be read"
[ "$write" = "no answer: status 124" ] || changed "a transaction that writes no longer waits"
[ "$left" = 1 ] || changed "the standby has other promises than the first"
