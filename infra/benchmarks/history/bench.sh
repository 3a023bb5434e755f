# shellcheck shell=bash
# Prepares "./infra/bench history": the day of a car, through HTTP, in a history of a hundred million reports. The rows
# are made first, by binary COPY into the partitions of the past days; then the service is asked for days.
# Sourced by ./infra/bench.
# --rows N (100000000), --cars N (5000), --minutes N (20): for making rows; what could not be made by then is told.
# --asks N (500): days asked for in each of three repeats.
# Ends with 1 when there are fewer rows than wanted, or a 95th percentile is not below 200 ms.
# --quick: 1,000,000 rows of 250 cars and 50 days; no report is written and its figures mean nothing.

readonly HISTORY_BYTES_A_ROW=320

bench() {
  local rows=100000000 cars=5000 minutes=20 asks=500 quick=()
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) quick=(--quick) rows=1000000 cars=250 asks=50 ;;
      --rows) rows=$2 && shift ;;
      --cars) cars=$2 && shift ;;
      --minutes) minutes=$2 && shift ;;
      --asks) asks=$2 && shift ;;
      *) fail "unknown option $1" ;;
    esac
    shift
  done
  local wanted=$rows
  rows=$(history_that_fits "$rows")
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN TWINLOOP_DEMO_PAST_TRIPS=0
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  local http
  http=$(free_port)
  class_archive "$THROW_AWAY"
  step "starting the service and loading the city"
  service_start "$THROW_AWAY" "$http" "$(free_port)"
  service_await "$http"
  class_archive_make
  bench_java org.twinloop.bench.history.HistoryBench ways "$http" "$cars"
  service_stop
  step "making $rows rows of history, for at most $minutes minutes"
  history_database_with minimal 0
  bench_java org.twinloop.bench.history.HistoryBench fill "$rows" "$minutes"
  history_database_with replica 10
  service_start "$THROW_AWAY" "$http" "$(free_port)"
  service_await "$http"
  bench_java org.twinloop.bench.history.HistoryBench "${quick[@]}" ask "$http" "$asks" "$wanted"
}

# history_database_with WAL-LEVEL SENDERS: starts the database again. With the level minimal, rows that are copied into a
# table of the same transaction are synced at its commit and not written to the log as well: as safe, half the writing.
history_database_with() {
  local deadline=$((SECONDS + 120))
  database_sql postgres -c "alter system set wal_level = $1" -c "alter system set max_wal_senders = $2"
  database_close
  database_launch "$DB_FOLDER/server.log"
  until database_answers; do
    [ "$SECONDS" -lt "$deadline" ] || fail "the database does not come back (log: $DB_FOLDER/server.log)"
    sleep 0.1
  done
}

# A row with its keys and its log needs some 320 bytes; a fifth of the disk stays free.
history_that_fits() {
  local free fits
  free=$(df -P -B1 "$THROW_AWAY" | awk 'NR == 2 { print $4 }')
  fits=$((free * 4 / 5 / HISTORY_BYTES_A_ROW))
  if [ "$fits" -lt "$1" ]; then
    say "   $((free >> 30)) GiB are free here: $fits rows instead of $1" >&2
    printf '%s' "$fits"
  else
    printf '%s' "$1"
  fi
}
