#!/usr/bin/env bash
# What most would expect: once a session sees the new synchronous_standby_names after a reload, its commits wait for that standby.
# What happens: whether commits wait at all is a flag in shared memory that only the checkpointer sets, when it gets round to reading
# the new settings. Until then SHOW already names the standby in every session, and commits return at once, held by one machine alone.
# A checkpointer in the middle of a large sync takes its time; this script stops it for two seconds with SIGSTOP to make the gap visible.
# Why it matters: whoever switches replication on, or back on after maintenance, and promises durability from the moment that SHOW has the
# name, promises too early. After the reload, make a CHECKPOINT: the checkpointer reads the settings before it does that.
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
server one </dev/null
sql one -c "CREATE TABLE promise (id int PRIMARY KEY)"
sql one -c "SELECT version()"
checkpointer=$(sql one -c "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
kill -STOP "$checkpointer"
trap 'kill -CONT "$checkpointer" 2>/dev/null || true; ending' EXIT
sql one -c "ALTER SYSTEM SET synchronous_standby_names = 'standby'" -c "SELECT pg_reload_conf()" >/dev/null
until_true one "SELECT current_setting('synchronous_standby_names') = 'standby'"
sleep 2 # ample for anything that another process might still do

# There is no standby at all: a commit that waits for one waits for ever. timeout ends psql, and says so with 124.
commit() { timeout 3 "$bin/psql" -X -q -h "$folder/one.socket" -U dispatch -d postgres -c "INSERT INTO promise VALUES ($1)"; }
echo "synchronous_standby_names: $(sql one -c "SHOW synchronous_standby_names")"
echo "synchronous_commit:        $(sql one -c "SHOW synchronous_commit")"
commit 1 || changed "the commit waited although the checkpointer had not read the new setting"
echo "checkpointer held: the commit returned at once, and no standby exists"
kill -CONT "$checkpointer"
sql one -c "CHECKPOINT"
status=0
commit 2 || status=$?
[ "$status" = 124 ] || changed "the commit did not wait after a CHECKPOINT (status $status)"
echo "checkpointer let go, and a CHECKPOINT made: the same commit waits"
