# shellcheck shell=bash
# Building and running the service and the simulated city.
# shellcheck disable=SC2034 # the scripts that source this use what it sets

readonly SERVICE_JAR=$ROOT/backend/target/quarkus-app/quarkus-run.jar
readonly SIMULATOR_JAR=$ROOT/device-firmware-sim/target/device-firmware-sim.jar
readonly READY_WITHIN_S=180
SERVICE_PID='' SIMULATOR_PID='' SERVICE_LOG='' SIMULATOR_LOG=''

# --- building --------------------------------------------------------------------------------------------------

# build_service LOG: packages both programs unless nothing changed since they were built.
build_service() {
  local log=$1 stamp=$ROOT/backend/target/built-by-infra begun
  if up_to_date "$stamp"; then
    say "   service and simulator are up to date"
    return 0
  fi
  begun=$(mktemp)
  with_progress "building the service, the pages and the simulator (minutes the first time; log: $log)" "$log" \
    maven -DskipTests -Dspotless.check.skip=true package || { last_lines "$log" 40; fail "the build failed"; }
  mv "$begun" "$stamp"
}

maven() { mvn -B -ntp -Dstyle.color=never -f "$ROOT/pom.xml" "$@"; }

up_to_date() {
  [ -f "$1" ] && [ -f "$SERVICE_JAR" ] && [ -f "$SIMULATOR_JAR" ] || return 1
  [ -z "$(find "$ROOT/pom.xml" "$ROOT/backend" "$ROOT/device-firmware-sim" "$ROOT/mobile-api-spec" \
    \( -name node_modules -o -name target -o -name dist -o -name generated -o -path '*/src/test' \) -prune -o -newer "$1" -print -quit)" ]
}

# --- running ---------------------------------------------------------------------------------------------------

# service_start HOME HTTP-PORT MQTT-PORT: the environment (database, clock, mode) is the caller's.
service_start() {
  local options
  read -ra options <<<"${TWINLOOP_JAVA_OPTS:--Xms64m -Xmx320m -XX:+UseSerialGC}"
  if class_archive_fits; then options+=("-XX:SharedArchiveFile=$CLASS_ARCHIVE");
  elif [ -n "$CLASS_ARCHIVE" ]; then options+=("-XX:ArchiveClassesAtExit=$CLASS_ARCHIVE.new"); fi
  SERVICE_LOG=$1/service.log
  MALLOC_ARENA_MAX=2 TWINLOOP_HTTP_HOST=127.0.0.1 TWINLOOP_HTTP_PORT=$2 TWINLOOP_MQTT_PORT=$3 TWINLOOP_STATE_DIR=$1/state \
    child "$SERVICE_LOG" "$JAVA_HOME/bin/java" "${options[@]}" -jar "$SERVICE_JAR"
  SERVICE_PID=$CHILD_PID
}

# Loading and checking classes is nearly half of what a start costs. With class_archive HOME before service_start, the
# service leaves its classes in a file when it ends, and later starts map that file.
CLASS_ARCHIVE=''
class_archive() {
  CLASS_ARCHIVE=$1/classes-$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release").jsa
}

class_archive_fits() { [ -n "$CLASS_ARCHIVE" ] && [ -s "$CLASS_ARCHIVE" ] && [ "$CLASS_ARCHIVE" -nt "$SERVICE_JAR" ]; }

# service_stop: in order; a class archive counts only when the service has written it to the end.
service_stop() {
  stop_process "$SERVICE_PID" TERM 45
  [ -n "$CLASS_ARCHIVE" ] && [ -s "$CLASS_ARCHIVE.new" ] || return 0
  if [ "$KILLED" = "$SERVICE_PID" ]; then rm "$CLASS_ARCHIVE.new"; else mv "$CLASS_ARCHIVE.new" "$CLASS_ARCHIVE"; fi
}

# service_await HTTP-PORT: returns when it is ready for work; otherwise says why it is not and ends the script.
service_await() {
  local begun=$SECONDS noted=$SECONDS told='' news
  until curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$1/q/health/ready" 2>/dev/null; do
    running "$SERVICE_PID" || service_did_not_start
    if [ $((SECONDS - begun)) -ge "$READY_WITHIN_S" ]; then
      last_lines "$SERVICE_LOG"
      fail "the service was not ready within $READY_WITHIN_S s (log: $SERVICE_LOG)"
    fi
    if [ $((SECONDS - noted)) -ge 3 ]; then
      news=$(grep -oE '(sample city|last month): [^"]*' "$SERVICE_LOG" | tail -1) || news='waiting for the service to be ready'
      [ "$news" = "$told" ] || say "   … $((SECONDS - begun)) s: $news"
      told=$news noted=$SECONDS
    fi
    sleep 0.1
  done
}

service_did_not_start() {
  last_lines "$SERVICE_LOG"
  if grep -q FlywayValidateException "$SERVICE_LOG"; then
    fail "the data was made by another version of this code; ./infra/run --fresh starts over (log: $SERVICE_LOG)"
  fi
  fail "the service ended while starting (log: $SERVICE_LOG)"
}

# child LOG COMMAND...: starts a program in a process group of its own (Ctrl-C is for the script, which stops its
# children in order) that ends with the script should the script be killed. Sets CHILD_PID.
child() {
  local log=$1
  shift
  setsid setpriv --pdeathsig TERM "$@" >>"$log" 2>&1 </dev/null 9>&- &
  CHILD_PID=$!
  disown
}

# simulator_start HOME HTTP-PORT MQTT-PORT PARTNER-PORT SEED OPTION...: the partners' token is in the environment. On a terminal
# the simulator keeps its live line there by itself; otherwise everything goes to its log.
simulator_start() {
  local command=("$JAVA_HOME/bin/java" -Xms32m -Xmx256m -XX:+UseSerialGC -jar "$SIMULATOR_JAR" city --api "http://127.0.0.1:$2"
    --mqtt "127.0.0.1:$3" --http-port "$4" --seed "${@:5}")
  SIMULATOR_LOG=$1/simulator.log
  if on_terminal; then
    COLUMNS=$(tput cols 2>/dev/null || echo 100) setsid setpriv --pdeathsig TERM "${command[@]}" 2>>"$SIMULATOR_LOG" 9>&- &
    CHILD_PID=$!
    disown
  else
    child "$SIMULATOR_LOG" "${command[@]}"
  fi
  SIMULATOR_PID=$CHILD_PID
}

on_terminal() { [ -t 0 ] && [ -t 1 ]; }
