# shellcheck shell=bash
# Prepares "./infra/bench overload": terminals report three times as fast as the database takes, for five minutes. The
# service reaches its database through a wire that lets only so many bytes a second pass. Sourced by ./infra/bench.
# Then two minutes with a crowd that goes beyond every limit and is closed for it.
# --minutes N (5), --rate N (15000): reports a second. --devices N (1000), --window N (64).
# Takes the minutes that are told and two for the crowd, one or two to begin, and what is behind has at most ten more
# each time to be acknowledged.
# --quick: 20 seconds, and 50 of the crowd; no report is written and its figures mean nothing.

bench() {
  local seconds=300 crowd=120 rate=15000 devices=1000 window=64 quick=()
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) quick=(--quick) seconds=20 crowd=50 ;;
      --minutes) seconds=$(($2 * 60)) && shift ;;
      --rate) rate=$2 && shift ;;
      --devices) devices=$2 && shift ;;
      --window) window=$2 && shift ;;
      *) fail "unknown option $1" ;;
    esac
    shift
  done
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN TWINLOOP_DEMO_PAST_TRIPS=0
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  TWINLOOP_JAVA_OPTS=${TWINLOOP_JAVA_OPTS:--Xms384m -Xmx384m -Xmn256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError}
  TWINLOOP_JAVA_OPTS+=" -Xlog:gc:file=$THROW_AWAY/gc.log"
  local http mqtt wire control module=$BENCHMARKS/overload/target
  http=$(free_port) mqtt=$(free_port) wire=$(free_port) control=$(free_port)
  child "$THROW_AWAY/wire.log" "$JAVA_HOME/bin/java" -Xmx96m -XX:+UseSerialGC \
    -cp "$module/overload-0.1.0.jar:$module/lib/*" org.twinloop.bench.frame.Wire "$wire" "$DB_PORT" "$control"
  export TWINLOOP_DB_URL=postgresql://127.0.0.1:$wire/twinloop
  step "starting the service and loading the city"
  service_start "$THROW_AWAY" "$http" "$mqtt"
  service_await "$http"
  BENCH_SIMULATOR=$SIMULATOR_JAR BENCH_JAVA=$JAVA_HOME/bin/java BENCH_SERVICE_LOG=$SERVICE_LOG \
    BENCH_GC_LOG=$THROW_AWAY/gc.log \
    bench_java org.twinloop.bench.overload.OverloadBench "${quick[@]}" "$http" "$mqtt" "$SERVICE_PID" "$control" \
    "$seconds" "$crowd" "$rate" "$devices" "$window"
}
