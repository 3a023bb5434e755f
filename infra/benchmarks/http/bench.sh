# shellcheck shell=bash
# Prepares "./infra/bench http": the service with the sample city on a throw-away cluster, the simulator at the pace of
# real time and without citizens, so that cars report and nobody else takes them. Sourced by ./infra/bench.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.

readonly STARTS=3

bench() {
  local starts=() attempt quick=()
  if [ "${1:-}" = --quick ]; then quick=(--quick); elif [ $# -gt 0 ]; then fail "unknown option $1"; fi
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  # Plans stay bookable for the whole run.
  export TWINLOOP_TRIP_PLANNING_VALID_FOR=PT4H
  local http mqtt partner
  http=$(free_port) mqtt=$(free_port) partner=$(free_port)
  export TWINLOOP_DEMO_PARTNER_URL=http://127.0.0.1:$partner
  class_archive "$THROW_AWAY"
  step "first start: migrating and loading the city"
  service_start "$THROW_AWAY" "$http" "$mqtt"
  service_await "$http"
  class_archive_make
  for ((attempt = 1; attempt <= STARTS; attempt++)); do
    service_stop
    timed_start "$http" "$mqtt"
    starts+=("$START_SECONDS")
  done
  say "starts with the city loaded: ${starts[*]} s"
  simulator_start "$THROW_AWAY" "$http" "$mqtt" "$partner" 1 --citizens 0
  cars_report "$http"
  bench_java org.twinloop.bench.http.HttpBench "${quick[@]}" "$http" "$SERVICE_PID" "${starts[@]}"
}

timed_start() {
  local begun
  begun=$(date +%s%3N)
  service_start "$THROW_AWAY" "$1" "$2"
  service_await "$1"
  START_SECONDS=$(awk -v ms=$(($(date +%s%3N) - begun)) 'BEGIN { printf "%.2f", ms / 1000 }')
}

# Cars can be planned with once they have reported.
cars_report() {
  local deadline=$((SECONDS + 120)) reported
  step "waiting for the cars to report"
  while :; do
    reported=$(database_sql twinloop -Atc 'select count(*) from vehicle.newest_state') || fail "cannot count the reports"
    [ "$reported" -lt 300 ] || break
    running "$SIMULATOR_PID" || { last_lines "$SIMULATOR_LOG"; fail "the simulator has ended"; }
    [ "$SECONDS" -lt "$deadline" ] || fail "only $reported cars have reported within 120 s"
    sleep 0.5
  done
}
