#!/bin/sh
# Restore drill: restores a dump of pg_dump into a new database, checks it, and drops that database again. Nothing else
# is changed. Exit code 0: the backup is good.
#
#   PGHOST=db PGUSER=parley PGPASSWORD=… drill.sh parley.dump [HOURS]
#
# HOURS: fail if the newest message is older. DRILL_JAR: the server's jar; default: parley.jar. Needs Java, and
# createdb, pg_restore, psql and dropdb of the server's version. The user must be allowed to create databases.
set -eu

dump=${1:-}
hours=${2:-}
usage() {
  echo "usage: drill.sh DUMP [HOURS]" >&2
  exit 2
}

[ -n "$dump" ] || usage
case "$hours" in *[!0-9]*) usage ;; esac
export PGHOST="${PGHOST:-localhost}" PGPORT="${PGPORT:-5432}" PGUSER="${PGUSER:-$(id -un)}"
database=parley_drill_$$

ask() {
  psql --no-psqlrc --quiet --tuples-only --no-align --dbname="$database" --command="$1"
}

fail() {
  echo "NOT GOOD: $1" >&2
  exit 1
}

createdb --encoding=UTF8 --template=template0 "$database"
trap 'dropdb --if-exists --force "$database"' EXIT
pg_restore --exit-on-error --no-owner --no-privileges --dbname="$database" "$dump"

# 0: good, 1: warnings, such as those about the settings of a real server; more: no server could use this store.
checked=0
told=$(PARLEY_DATABASE_USER="$PGUSER" PARLEY_DATABASE_PASSWORD="${PGPASSWORD:-}" \
  java -jar "${DRILL_JAR:-parley.jar}" check --port 0 --database "jdbc:postgresql://$PGHOST:$PGPORT/$database") || checked=$?
[ "$checked" -le 1 ] || fail "parley check refuses the store
$told"

holes=$(ask 'SELECT count(*) FROM room r
  WHERE r.head - r.floor <> (SELECT count(*) FROM entry e WHERE e.room = r.id AND e."offset" > r.floor)')
[ "$holes" -eq 0 ] || fail "entries are missing in $holes rooms"

entries=$(ask 'SELECT count(*) FROM entry')
newest=$(ask "SELECT coalesce(to_char(to_timestamp(max(at) / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), 'never') FROM entry")
if [ -n "$hours" ]; then
  recent=$(ask "SELECT count(*) FROM entry WHERE at > (extract(epoch FROM now()) - $hours * 3600) * 1000")
  [ "$recent" -gt 0 ] || fail "nothing is newer than $hours hours; the newest entry is of $newest UTC"
fi
echo "GOOD: $entries entries, the newest of $newest UTC"
