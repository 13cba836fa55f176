#!/usr/bin/env bash
# What most would expect: a standby is behind its primary, or level with it. What a standby shows, the primary showed before.
# What happens: while a commit waits for a synchronous standby, the primary keeps it from all other sessions, but has sent it out already.
# A standby that needs not be waited for, or has confirmed while another has not, shows the row at once. So readers there know of a booking
# that the primary denies, whose client has no answer yet, for as long as the missing standby stays away.
# Why it matters: a board that reads from a standby and a desk that reads from the primary contradict each other, the wrong way round; and
# what was read on the standby can be lost for good if another standby is promoted. A follower must not act on a standby's rows as if the
# primary had said so.
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
sql one -c "SELECT version()" -c "CREATE TABLE booking (id int PRIMARY KEY)"
"${as[@]}" "$bin/pg_basebackup" -h "$folder/one.socket" -U dispatch -D two -R -c fast
printf '%s\n' "unix_socket_directories='$folder/two.socket'" \
  "primary_conninfo='host=$folder/one.socket user=dispatch application_name=two'" \
  >>two/postgresql.auto.conf
"${as[@]}" mkdir two.socket
start two
# Both have to confirm; the standby "three" is away.
sql one -c "ALTER SYSTEM SET synchronous_standby_names = 'FIRST 2 (two, three)'" -c "SELECT pg_reload_conf()" >/dev/null
until_true one "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
in_force one
"$bin/psql" -X -q -h "$folder/one.socket" -U dispatch -d postgres -c "INSERT INTO booking VALUES (1)" >answer 2>&1 &
client=$!
until_true one "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
until_true two "SELECT count(*) = 1 FROM booking"
sleep 3
on_primary=$(sql one -c "SELECT count(*) FROM booking")
on_standby=$(sql two -c "SELECT count(*) FROM booking")
echo "bookings three seconds later, on the primary: $on_primary, on its standby: $on_standby"
sql one -c "SELECT 'the client: still waiting for ' || wait_event FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
sql one -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
wait "$client"
[ "$on_primary $on_standby" = "0 1" ] || changed "the standby no longer shows what its primary does not show yet"
