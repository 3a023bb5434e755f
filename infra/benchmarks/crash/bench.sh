# shellcheck shell=bash
# Prepares "./infra/bench crash": steady load while the service or PostgreSQL is ended with kill -9 at random moments,
# at least five seconds after all works again. Sourced by ./infra/bench. A service that ends and was not ended by this is
# a failure.
# Twice: by the straight way, and with the terminals and the database each at the end of a wire that is late, slices,
# and breaks connections in the middle. Between these, a quarter as often, by the straight way with terminals that lose
# acknowledgements, send twice and out of order, start anew, lose the network in swarms, stay in basements, and have clocks that are off.
# --kills N (20) and --acked N (1000000): each goes on until both are reached. --rate N (8000): reports a second.
# --devices N (1000), --seed N (1): of the moments and of who is ended.
# --quick: 2 kills and 50,000 acknowledgements each; no report is written.
# A kill takes some 12 s (5 to 7 s of steady load and the recovery), so 20 kills twice and 5 take about 11 minutes.

# The way the terminals and the database are reached: straight or wire.
CRASH_WAY=straight
# The service at whose hands reports were seen to flow: nobody but this script may end it. Empty while it starts.
CRASH_AT_WORK=''
CRASH_BROKEN_STARTS=0
readonly CRASH_FAULTS=(--lost-acks 200 --duplicates 2 --disorder 5 --reboots 200 --storm-every 15 --storm-share 20
  --skew 120 --basements 20 --basement-seconds 10)

bench() {
  local kills=20 acked=1000000 rate=8000 devices=1000 seed=1 quick=()
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) quick=(--quick) kills=2 acked=50000 ;;
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
  FIGURES=$THROW_AWAY/figures.csv
  crash_open
  bench_java org.twinloop.bench.crash.CrashBench prepare "$devices"
  crash_pass straight "$kills" "$acked" "$rate" "$devices"
  crash_pass faulty "$(((kills + 3) / 4))" "$((acked / 4))" "$rate" "$devices" "${CRASH_FAULTS[@]}" --seed "$seed"
  service_stop
  crash_wires "$seed"
  CRASH_WAY=wire CRASH_AT_WORK=''
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
  local deadline=$((SECONDS + 300))
  until ready_when "$HTTP"; do
    crash_start_again
    [ "$SECONDS" -lt "$deadline" ] || { last_lines "$SERVICE_LOG"; fail "the service does not start through the wires"; }
    sleep 0.1
  done
  crash_pass wire "$kills" "$acked" "$rate" "$devices"
  crash_wire_faults wire "$WIRE_OF_DEVICES"
  crash_wire_faults wire_database "$WIRE_OF_DATABASE"
  echo "wire,starts_broken_off,$CRASH_BROKEN_STARTS" >>"$FIGURES"
  bench_java org.twinloop.bench.crash.CrashBench "${quick[@]}" report "$FIGURES" "$rate" "$seed"
}

# crash_pass NAME KILLS ACKED RATE DEVICES OPTION...: the options are the load's.
crash_pass() {
  PROGRESS=$THROW_AWAY/load-$1.log ACKED=$THROW_AWAY/acked-$1.csv ROUNDS=$THROW_AWAY/rounds-$1.csv
  step "the $1 way"
  crash_load "${@:4}"
  crash_rounds "$2" "$3"
  crash_service_lives
  step "ending the load in order"
  stop_process "$LOAD_PID" TERM 120
  [ -s "$ACKED" ] || { last_lines "$PROGRESS"; fail "the load did not tell what was acknowledged"; }
  bench_java org.twinloop.bench.crash.CrashBench judge "$1" "$ACKED" "$ROUNDS" "$PROGRESS" "$FIGURES"
}

crash_open() {
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN TWINLOOP_DEMO_PAST_TRIPS=0
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  HTTP=$(free_port) MQTT=$(free_port)
  DEVICES_AT=$MQTT
  class_archive "$THROW_AWAY"
  step "starting the service and loading the city"
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
  service_await "$HTTP"
  class_archive_make
  service_stop
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
  service_await "$HTTP"
}

# crash_wires SEED: from now on terminals and service speak through them.
crash_wires() {
  local database
  DEVICES_AT=$(free_port) database=$(free_port) WIRE_OF_DEVICES=$(free_port) WIRE_OF_DATABASE=$(free_port)
  crash_wire "$DEVICES_AT" "$MQTT" "$WIRE_OF_DEVICES" --delay 20 --slice 200 --break 20000 --seed "$1"
  crash_wire "$database" "$DB_PORT" "$WIRE_OF_DATABASE" --delay 4 --slice 16000 --break 2000 --seed "$1"
  export TWINLOOP_DB_URL=postgresql://127.0.0.1:$database/twinloop
}

# crash_wire_faults NAME CONTROL-PORT: what a wire did wrong becomes figures.
crash_wire_faults() {
  local answer fault
  exec {CRASH_ASKED}<>"/dev/tcp/127.0.0.1/$2" || fail "the wire does not answer on its control port $2"
  echo faults >&"$CRASH_ASKED"
  read -r -t 30 answer <&"$CRASH_ASKED" || fail "the wire with control port $2 does not say what it did"
  exec {CRASH_ASKED}>&-
  say "   $1: $answer"
  for fault in $answer; do echo "$1,${fault%%=*},${fault#*=}" >>"$FIGURES"; done
}

# crash_wire PORT TARGET CONTROL OPTION...
crash_wire() {
  local module=$BENCHMARKS/crash/target
  child "$THROW_AWAY/wire.log" "$JAVA_HOME/bin/java" -Xmx96m -XX:+UseSerialGC \
    -cp "$module/crash-0.1.0.jar:$module/lib/*" org.twinloop.bench.frame.Wire "$@"
}

# crash_load RATE DEVICES OPTION...: terminals that report until they are told to end.
crash_load() {
  : >"$ROUNDS"
  child "$PROGRESS" "$JAVA_HOME/bin/java" -Xmx384m -XX:+UseSerialGC -jar "$SIMULATOR_JAR" load \
    --api "http://127.0.0.1:$HTTP" --mqtt "127.0.0.1:$DEVICES_AT" --after T900000 --devices "$2" \
    --rate "$1" --window 64 \
    --seconds 86400 --progress 100 --acked "$ACKED" "${@:3}"
  LOAD_PID=$CHILD_PID
  SIMULATOR_PID=$LOAD_PID
  crash_await_flow "$(date +%s%3N)" 120
}

# crash_rounds KILLS ACKED
crash_rounds() {
  local round=0 whom killed_at
  while [ "$round" -lt "$1" ] || [ "$(crash_acked)" -lt "$2" ]; do
    sleep "$((5 + RANDOM % 2)).$((RANDOM % 10))"
    round=$((round + 1))
    crash_service_lives
    killed_at=$(date +%s%3N)
    if [ $((RANDOM % 2)) -eq 0 ]; then whom=service && crash_service; else whom=database && crash_database; fi
    crash_await_flow "$killed_at" 120
    printf '%s,%s,%s\n' "$whom" "$killed_at" "$FLOWS_AT" >>"$ROUNDS"
    say "   $round: $whom ended, reports flow again after $((FLOWS_AT - killed_at)) ms, $(crash_acked) acknowledged"
  done
}

crash_service() {
  CRASH_AT_WORK=''
  kill -s KILL "$SERVICE_PID"
  while running "$SERVICE_PID"; do sleep 0.02; done
  # As whatever watches over it would: at once.
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
}

# A start through the wires may break off, which is told; all else ends the benchmark.
crash_start_again() {
  if running "$SERVICE_PID"; then return; fi
  crash_service_lives
  [ "$CRASH_WAY" = wire ] || crash_ended "ended by itself while starting"
  CRASH_BROKEN_STARTS=$((CRASH_BROKEN_STARTS + 1))
  say "   a start through the wires broke off; trying again"
  service_start "$THROW_AWAY" "$HTTP" "$MQTT"
}

crash_service_lives() {
  [ -z "$CRASH_AT_WORK" ] || running "$CRASH_AT_WORK" || crash_ended "ended by itself while it was at work"
}

crash_ended() {
  last_lines "$SERVICE_LOG"
  fail "the service (process $SERVICE_PID) $1, by the $CRASH_WAY way: nobody had ended it (log: $SERVICE_LOG)"
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
    if [ -n "$FLOWS_AT" ]; then
      CRASH_AT_WORK=$SERVICE_PID
      return
    fi
    running "$LOAD_PID" || { last_lines "$PROGRESS"; fail "the load has ended"; }
    crash_start_again
    [ "$SECONDS" -lt "$deadline" ] || { last_lines "$SERVICE_LOG"; fail "no report was acknowledged within $2 s"; }
    sleep 0.1
  done
}
