#!/usr/bin/env bash
# What most would expect: statement_timeout ends any statement that takes longer, COMMIT included; and a session whose client is gone is
# ended by client_connection_check_interval.
# What happens: statement_timeout is switched off before the commit begins. Whatever happens inside it is timed by nobody: a deferred
# trigger runs as long as it likes, and a commit waits for a synchronous standby for ever, with statement_timeout, lock_timeout,
# idle_in_transaction_session_timeout and idle_session_timeout all set. When the client dies, the wait goes on: the session keeps its
# connection and its row locks, and others who touch the row wait behind it.
# Why it matters: the evening that a standby fails, a dispatch service that trusts these settings stands still, and each client that gives
# up and connects again uses up one more connection. The deadline has to be the client's, and somebody has to cancel the waiting session.
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
sql one -c "SELECT version()" -c "CREATE TABLE request (id int PRIMARY KEY, state text)"
sql one -c "INSERT INTO request VALUES (1, 'open'), (2, 'open')"

echo "--- deferred trigger of two seconds under a statement_timeout of half a second"
sql one <<'SQL'
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();
SQL
status=0
sql one -c "SET statement_timeout = '500ms'" -c "BEGIN" -c "UPDATE request SET state = 'offered' WHERE id = 1" -c "COMMIT" || status=$?
state=$(sql one -c "SELECT state FROM request WHERE id = 1")
echo "exit status $status, the request is now: $state"
[ "$state" = offered ] || changed "statement_timeout now ends a COMMIT in a deferred trigger"
sql one -c "DROP TRIGGER late ON request"

echo "--- standby away, four timeouts and the check of the client set to half a second"
sql one -c "ALTER SYSTEM SET synchronous_standby_names = 'standby'" -c "SELECT pg_reload_conf()" >/dev/null
in_force one
PGOPTIONS="-c statement_timeout=500 -c lock_timeout=500 -c idle_in_transaction_session_timeout=500 -c idle_session_timeout=500
  -c client_connection_check_interval=500" \
  "$bin/psql" -X -q -h "$folder/one.socket" -U dispatch -d postgres -c "UPDATE request SET state = 'offered' WHERE id = 2" &
client=$!
until_true one "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
sleep 3
look="SELECT 'waiting for ' || wait_event || ' for ' || extract(epoch FROM now() - query_start)::int || ' s'
  FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
seen=$(sql one -c "$look")
echo "client there:   ${seen:-no longer waiting}"
[ -n "$seen" ] || changed "a timeout now ends the commit's wait"
kill -KILL "$client"
wait "$client" 2>/dev/null || true
sleep 3
seen=$(sql one -c "$look")
echo "client killed:  ${seen:-no longer waiting}"
[ -n "$seen" ] || changed "the wait now ends with its client"
error=$(sql one -c "SET lock_timeout = '500ms'" -c "UPDATE request SET state = 'closed' WHERE id = 2" 2>&1) || true
echo "another client: ${error%%$'\n'*}"
[[ $error == *"lock timeout"* ]] || changed "the row of the waiting commit is no longer locked"
sql one -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
