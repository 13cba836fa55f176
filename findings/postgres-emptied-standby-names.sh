#!/usr/bin/env bash
# What most would expect: a commit that waits for its synchronous standby, and is let go without it, tells its client. It does when the
# wait is cancelled: WARNING, "committed locally, but might not have been replicated".
# What happens: when somebody empties synchronous_standby_names, which is the usual way out while a standby is down, every waiting commit
# returns as if the standby had it. No warning to the client, none in the log, the same answer as a replicated commit.
# Why it matters: a service that watches for that warning to learn which promises one machine alone holds does not learn of these. It has
# to look at the setting itself when a commit returns, or ask pg_stat_replication whether a standby has the commit's position.
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
sql one -c "SET synchronous_commit = local" -c "CREATE TABLE promise (id int PRIMARY KEY)"
sql one -c "SELECT version()"
in_force one
waiting="SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
commit() { # number; the client's answer goes to the file answer.$1
  "$bin/psql" -X -h "$folder/one.socket" -U dispatch -d postgres -c "INSERT INTO promise VALUES ($1)" >"answer.$1" 2>&1 &
}
commit 1
until_true one "$waiting"
sql one -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
wait $!
commit 2
until_true one "$waiting"
sql one -c "ALTER SYSTEM SET synchronous_standby_names = ''" -c "SELECT pg_reload_conf()" >/dev/null
wait $!
for number in 1 2; do
  [ "$number" = 1 ] && echo "--- wait cancelled; the client reads:" || echo "--- synchronous_standby_names emptied; the client reads:"
  cat "answer.$number"
done
echo "--- in the log:"
grep "replication" one/started.log || true
grep -q "WARNING" answer.1 || changed "a cancelled wait no longer warns"
grep -q "INSERT 0 1" answer.2 || changed "the second commit failed"
! grep -q "WARNING" answer.2 || changed "emptying synchronous_standby_names now warns the client"
[ "$(grep -c "WARNING" one/started.log)" = 1 ] || changed "the log no longer has the one warning of the cancelled wait"
