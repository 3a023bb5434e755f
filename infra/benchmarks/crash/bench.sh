# shellcheck shell=bash
# Prepares "./infra/bench crash": steady load while the service or PostgreSQL is ended with kill -9 at random moments, at
# least five seconds after all works again. Sourced by ./infra/bench.
# --kills N (20) and --acked N (1000000): goes on until both are reached. --rate N (5000): reports a second.
# --devices N (1000), --seed N (1): of the moments and of who is ended.
# --quick: 2 kills and 20,000 acknowledgements; no report is written.

bench() {
  local kills=20 acked=1000000 rate=5000 devices=1000 seed=1 quick=()
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) quick=(--quick) kills=2 acked=20000 ;;
      --kills) kills=$2 && shift ;;
      --acked) acked=$2 && shift ;;
      --rate) rate=$2 && shift ;;
      --devices) devices=$2 && shift ;;
      --seed) seed=$2 && shift ;;
      *) fail "unknown option $1" ;;
    esac
    shift
  done
  RANDOM=$seed
  crash_open
  bench_java org.twinloop.bench.crash.CrashBench prepare "$devices"
  crash_load "$rate" "$devices"
  crash_rounds "$kills" "$acked"
  step "ending the load in order"
  stop_process "$LOAD_PID" TERM 120
  [ -s "$ACKED" ] || { last_lines "$PROGRESS"; fail "the load did not tell what was acknowledged"; }
  bench_java org.twinloop.bench.crash.CrashBench "${quick[@]}" judge "$ACKED" "$ROUNDS" "$rate" "$seed"
}

crash_open() {
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN TWINLOOP_DEMO_PAST_TRIPS=0
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  HTTP=$(free_port) MQTT=$(free_port)
  class_archive "$THROW_AWAY"
  step "starting the service and loading the city"
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
  service_await "$HTTP"
  service_stop
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
  service_await "$HTTP"
}

# crash_load RATE DEVICES: terminals that report until they are told to end.
crash_load() {
  PROGRESS=$THROW_AWAY/load.log ACKED=$THROW_AWAY/acked.csv ROUNDS=$THROW_AWAY/rounds.csv
  : >"$ROUNDS"
  child "$PROGRESS" "$JAVA_HOME/bin/java" -Xmx384m -XX:+UseSerialGC -jar "$SIMULATOR_JAR" load \
    --api "http://127.0.0.1:$HTTP" --mqtt "127.0.0.1:$MQTT" --after T900000 --devices "$2" --rate "$1" --window 64 \
    --seconds 86400 --progress 100 --acked "$ACKED"
  LOAD_PID=$CHILD_PID
  SIMULATOR_PID=$LOAD_PID
  crash_await_flow "$(date +%s%3N)" 120
}

# crash_rounds KILLS ACKED
crash_rounds() {
  local round=0 whom killed_at
  while [ "$round" -lt "$1" ] || [ "$(crash_acked)" -lt "$2" ]; do
    sleep "$((5 + RANDOM % 4)).$((RANDOM % 10))"
    round=$((round + 1))
    killed_at=$(date +%s%3N)
    if [ $((RANDOM % 2)) -eq 0 ]; then whom=service && crash_service; else whom=database && crash_database; fi
    crash_await_flow "$killed_at" 120
    printf '%s,%s,%s\n' "$whom" "$killed_at" "$FLOWS_AT" >>"$ROUNDS"
    say "   $round: $whom ended, reports flow again after $((FLOWS_AT - killed_at)) ms, $(crash_acked) acknowledged"
  done
}

# The service is started again as whatever watches over it would: at once.
crash_service() {
  kill -s KILL "$SERVICE_PID"
  while running "$SERVICE_PID"; do sleep 0.02; done
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
}

# The postmaster is ended; its backends notice and end, and the next one recovers from the log.
crash_database() {
  local deadline=$((SECONDS + 60))
  kill -s KILL "$DB_PID"
  while running "$DB_PID"; do sleep 0.02; done
  until database_answers; do
    running "$DB_PID" || database_launch "$DB_FOLDER/server.log"
    [ "$SECONDS" -lt "$deadline" ] || fail "the database does not come back (log: $DB_FOLDER/server.log)"
    sleep 0.1
  done
}

crash_acked() { awk '/^progress / { acked = $3 } END { print acked + 0 }' "$PROGRESS"; }

# crash_await_flow SINCE-MS SECONDS: until acknowledgements came again after that moment; sets FLOWS_AT. The first line
# after a kill may still count what was on its way, so the count has to grow between two later lines.
crash_await_flow() {
  local deadline=$((SECONDS + $2))
  while :; do
    FLOWS_AT=$(tail -n 3000 "$PROGRESS" 2>/dev/null | awk -v since="$1" '
      /^progress / && $2 > since + 200 { if (seen && $3 > before) { print $2; exit } seen = 1; before = $3 }')
    [ -z "$FLOWS_AT" ] || return 0
    running "$LOAD_PID" || { last_lines "$PROGRESS"; fail "the load has ended"; }
    [ "$SECONDS" -lt "$deadline" ] || { last_lines "$SERVICE_LOG"; fail "no report was acknowledged within $2 s"; }
    sleep 0.1
  done
}
