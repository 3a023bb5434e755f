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
  rm -f "$ROOT"/backend/target/service-*.jsa*
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
  read -ra options <<<"${TWINLOOP_JAVA_OPTS:--Xms64m -Xmx320m -XX:+UseSerialGC} $(class_archive)"
  SERVICE_LOG=$1/service.log
  TWINLOOP_HTTP_HOST=127.0.0.1 TWINLOOP_HTTP_PORT=$2 TWINLOOP_MQTT_PORT=$3 TWINLOOP_STATE_DIR=$1/state \
    child "$SERVICE_LOG" "$JAVA_HOME/bin/java" "${options[@]}" -jar "$SERVICE_JAR"
  SERVICE_PID=$CHILD_PID
}

# The classes of the service as the JVM likes them, written when the first process ends and mapped by all later ones,
# which start in half the time. One for each JDK; a JVM that cannot use it starts without. JDK 19 and newer see to it
# themselves; an older one writes the file's head last, so a file without one was never finished.
class_archive() {
  local major file
  major=$(jdk_major "$JAVA_HOME")
  file=$ROOT/backend/target/service-$major.jsa
  if [ "$major" -ge 19 ]; then
    printf '%s' "-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$file"
    return
  fi
  [ -f "$file" ] || [ "$(head -c 4 "$file.new" 2>/dev/null | tr -d '\0' | wc -c)" -eq 0 ] || mv "$file.new" "$file"
  if [ -f "$file" ]; then
    printf '%s' "-XX:SharedArchiveFile=$file"
  else
    printf '%s' "-XX:ArchiveClassesAtExit=$file.new"
  fi
}

# service_await HTTP-PORT: returns when it is ready for work; otherwise says why it is not and ends the script.
service_await() {
  local begun=$SECONDS noted=$SECONDS
  until curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$1/q/health/ready" 2>/dev/null; do
    running "$SERVICE_PID" || service_did_not_start
    if [ $((SECONDS - begun)) -ge "$READY_WITHIN_S" ]; then
      last_lines "$SERVICE_LOG"
      fail "the service was not ready within $READY_WITHIN_S s (log: $SERVICE_LOG)"
    fi
    if [ $((SECONDS - noted)) -ge 10 ]; then
      say "   … $((SECONDS - begun)) s: waiting for the service to be ready"
      noted=$SECONDS
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
  local command=("$JAVA_HOME/bin/java" -Xms32m -Xmx256m -jar "$SIMULATOR_JAR" city --api "http://127.0.0.1:$2"
    --mqtt "127.0.0.1:$3" --http-port "$4" --seed "${@:5}")
  SIMULATOR_LOG=$1/simulator.log
  if on_terminal; then
    setsid setpriv --pdeathsig TERM "${command[@]}" 2>>"$SIMULATOR_LOG" 9>&- &
    CHILD_PID=$!
    disown
  else
    child "$SIMULATOR_LOG" "${command[@]}"
  fi
  SIMULATOR_PID=$CHILD_PID
}

on_terminal() { [ -t 0 ] && [ -t 1 ]; }
