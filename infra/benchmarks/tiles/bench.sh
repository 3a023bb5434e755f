# shellcheck shell=bash
# Prepares "./infra/bench tiles": the service with the sample city on a throw-away cluster and the simulator at the pace
# of real time, first without its cache of tiles, then with it. Sourced by ./infra/bench.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.

bench() {
  local quick=() http mqtt partner found=$THROW_AWAY/tiles.found
  if [ "${1:-}" = --quick ]; then quick=(--quick); elif [ $# -gt 0 ]; then fail "unknown option $1"; fi
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  http=$(free_port) mqtt=$(free_port) partner=$(free_port)
  export TWINLOOP_DEMO_PARTNER_URL=http://127.0.0.1:$partner
  step "first start, without a cache of tiles: migrating and loading the city"
  export TWINLOOP_MAP_CACHE_BYTES_MAX=0
  service_start "$THROW_AWAY" "$http" "$mqtt"
  service_await "$http"
  simulator_start "$THROW_AWAY" "$http" "$mqtt" "$partner" 1 --citizens 0
  cars_report
  bench_java org.twinloop.bench.tiles.TilesBench "${quick[@]}" read "$http" "$found"
  service_stop
  step "second start, with it"
  unset TWINLOOP_MAP_CACHE_BYTES_MAX
  service_start "$THROW_AWAY" "$http" "$mqtt"
  service_await "$http"
  bench_java org.twinloop.bench.tiles.TilesBench "${quick[@]}" kept "$http" "$found"
}

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
