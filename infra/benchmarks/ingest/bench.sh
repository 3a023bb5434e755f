# shellcheck shell=bash
# Prepares "./infra/bench ingest": the service with the sample city on a throw-away cluster, a thousand cars more for the
# load, mosquitto where it may be had, and HiveMQ CE from Maven. Sourced by ./infra/bench.
# A repeat takes about eleven minutes: three runs, the COPY, and two runs of each broker, all with a warm-up.
# Both brokers are needed: without one of them there is nothing to compare with, and the benchmark says so and ends.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --seconds N (60), --warm-up N (30), --repeats N (1), --window N (20), --devices N (1000): how much of everything.

bench() {
  prerequisites mosquitto
  hivemq_build
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
  BENCH_SIMULATOR=$SIMULATOR_JAR BENCH_HIVEMQ=$HIVEMQ BENCH_BROKER=$MOSQUITTO BENCH_BROKER_PORT=$(free_port) BENCH_JAVA=$JAVA_HOME/bin/java \
    bench_java org.twinloop.bench.ingest.IngestBench "$http" "$mqtt" "$SERVICE_PID" "$DB_PID" "$@"
}

# HiveMQ CE has a class path of its own. Sets HIVEMQ.
HIVEMQ=''
hivemq_build() {
  local module=$BENCHMARKS/hivemq/target
  if with_progress "building HiveMQ CE for the comparison" "$HOME_FOLDER/bench/hivemq.log" \
    mvn -B -ntp -Dstyle.color=never -f "$BENCHMARKS/pom.xml" -pl hivemq -am -Dspotless.check.skip=true package; then
    HIVEMQ="$module/hivemq-0.1.0.jar:$module/lib/*"
  else
    last_lines "$HOME_FOLDER/bench/hivemq.log"
    fail "HiveMQ CE cannot be built, and vs_hivemq_file is missing with it. Its artifacts come from Maven Central the
first time; with a network or a mirror in ~/.m2/settings.xml run it again (log: $HOME_FOLDER/bench/hivemq.log)"
  fi
}
