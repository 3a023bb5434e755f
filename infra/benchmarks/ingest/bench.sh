# shellcheck shell=bash
# Prepares "./infra/bench ingest": the service with the sample city on a throw-away cluster, a thousand cars more for the
# load, and mosquitto where it is installed or may be. Sourced by ./infra/bench.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --seconds N (60), --repeats N (3), --window N (20), --devices N (1000): how much of everything.

bench() {
  database_open "$THROW_AWAY"
  database_create twinloop
  database_export twinloop
  clock_open "$THROW_AWAY" 1
  export TWINLOOP_MODE=demo TWINLOOP_LOG_JSON=false TWINLOOP_DEMO_PARTNER_TOKEN TWINLOOP_DEMO_PAST_TRIPS=0
  TWINLOOP_DEMO_PARTNER_TOKEN=$(random_word)
  TWINLOOP_JAVA_OPTS=${TWINLOOP_JAVA_OPTS:--Xms384m -Xmx384m -Xmn256m -XX:+UseSerialGC}
  local http mqtt
  http=$(free_port) mqtt=$(free_port)
  step "starting the service and loading the city"
  service_start "$THROW_AWAY" "$http" "$mqtt"
  service_await "$http"
  broker_find
  BENCH_SIMULATOR=$SIMULATOR_JAR BENCH_BROKER=$BROKER BENCH_BROKER_PORT=$(free_port) BENCH_JAVA=$JAVA_HOME/bin/java \
    bench_java org.twinloop.bench.ingest.IngestBench "$http" "$mqtt" "$SERVICE_PID" "$DB_PID" "$@"
}

# The broker beside us: Debian's mosquitto, without its own service. Sets BROKER, empty when there is none.
BROKER=''
broker_find() {
  local places=/usr/sbin:/usr/local/sbin:$PATH
  BROKER=$(PATH=$places command -v mosquitto) && return 0
  if [ "$EUID" -eq 0 ] && command -v apt-get >/dev/null; then
    step "installing mosquitto for the comparison"
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mosquitto >"$HOME_FOLDER/bench/apt.log" 2>&1 ||
      say "   mosquitto cannot be installed (log: $HOME_FOLDER/bench/apt.log): the comparison is left out"
  fi
  BROKER=$(PATH=$places command -v mosquitto) || say "   no mosquitto here: the comparison is left out"
}
