# shellcheck shell=bash
# Prepares "./infra/bench booking": the service with the sample city on a throw-away cluster, the simulator at the pace
# of real time and without citizens, so that cars report and nobody else takes them. Sourced by ./infra/bench.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --seed N: other random bookings (1).

bench() {
  local quick=() seed=1
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) quick=(--quick) ;;
      --seed) seed=${2:?--seed needs a number} && shift ;;
      *) fail "unknown option $1" ;;
    esac
    shift
  done
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  # Plans stay bookable for the whole run; the bench watches over no ride.
  export TWINLOOP_TRIP_PLANNING_VALID_FOR=PT4H TWINLOOP_TRIP_HEAL_INTERVAL=off
  # The trips of last month are no part of what is measured.
  export TWINLOOP_DEMO_PAST_TRIPS=0
  local http mqtt partner
  http=$(free_port) mqtt=$(free_port) partner=$(free_port)
  export TWINLOOP_DEMO_PARTNER_URL=http://127.0.0.1:$partner
  step "first start: migrating and loading the city"
  service_start "$THROW_AWAY" "$http" "$mqtt"
  service_await "$http"
  simulator_start "$THROW_AWAY" "$http" "$mqtt" "$partner" 1 --citizens 0
  cars_report
  # A thousand at once need as many connections at both ends.
  ulimit -n 8192 2>/dev/null || true
  bench_begin org.twinloop.bench.booking.BookingBench "${quick[@]}" "$http" "$seed"
  while running "$BENCH_PID"; do
    if [ -e "$THROW_AWAY/restart" ]; then restart "$http" "$mqtt"; fi
    sleep 0.1
  done
  wait "$BENCH_PID"
}

# restart HTTP MQTT: the service is ended with kill -9 and started again; the bench goes on when its wish is gone.
restart() {
  kill -s KILL "$SERVICE_PID"
  while running "$SERVICE_PID"; do sleep 0.02; done
  service_start "$THROW_AWAY" "$1" "$2"
  service_await "$1"
  rm "$THROW_AWAY/restart"
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
