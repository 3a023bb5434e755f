# shellcheck shell=bash
# Building and running the service and the simulated city.
# shellcheck disable=SC2034 # the scripts that source this use what it sets

readonly SERVICE_JAR=$ROOT/backend/target/quarkus-app/quarkus-run.jar
readonly SIMULATOR_JAR=$ROOT/device-firmware-sim/target/device-firmware-sim.jar
# However long a start takes, it is given up only when it has come no further for this long.
readonly STALLED_AFTER_S=${TWINLOOP_STALLED_AFTER_S:-180} CLASS_ARCHIVE_WITHIN_S=120 BUILD_LOCK_WITHIN_S=3600
BUILD_LOCK=$ROOT/backend/target/built-by-infra.lock
SERVICE_PID='' SIMULATOR_PID='' SERVICE_LOG='' SIMULATOR_LOG=''

# --- building --------------------------------------------------------------------------------------------------

# build_service LOG: packages both programs unless nothing changed since they were built.
build_service() {
  local log=$1
  build_locked service_package "$log"
}

# build_locked COMMAND...: one call at a time builds into this checkout, whichever home folders the calls use. Of two
# calls the second finds the work done.
build_locked() {
  local lock=$BUILD_LOCK code=0
  mkdir -p "${lock%/*}" 2>/dev/null && { exec 8>>"$lock"; } 2>/dev/null ||
    fail "cannot write $lock: building needs a checkout that $(id -un) may write to"
  if ! flock -n 8; then
    step "another call is building in $ROOT; waiting for it"
    flock -w "$BUILD_LOCK_WITHIN_S" 8 || fail "another call has been building for $BUILD_LOCK_WITHIN_S s; stop it first"
  fi
  "$@" || code=$?
  exec 8>&-
  return "$code"
}

service_package() {
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

# Two cores and one city: one collector thread; a young generation that holds two passwords being hashed (19 MiB each) and does
# not grow; a heap that keeps little more than what is in use. MetaspaceSize spares a start the collections that only classes
# would ask for.
readonly SERVICE_JAVA_OPTS='-Xms96m -Xmx320m -Xmn56m -XX:+UseSerialGC -XX:MinHeapFreeRatio=25 -XX:MaxHeapFreeRatio=40
  -XX:MetaspaceSize=128m'

# service_start HOME HTTP-PORT MQTT-PORT: the environment (database, clock, mode) is the caller's.
service_start() {
  local options
  read -d '' -ra options <<<"${TWINLOOP_JAVA_OPTS:-$SERVICE_JAVA_OPTS}" || true
  # Mapped where it was made for, an archive is used as it lies in the file; anywhere else the JVM rewrites all of it first.
  if class_archive_fits; then
    options+=("-XX:SharedArchiveFile=$CLASS_ARCHIVE" -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
  elif [ -n "$CLASS_ARCHIVE" ]; then options+=(-XX:+IgnoreUnrecognizedVMOptions -XX:+RecordDynamicDumpInfo); fi
  SERVICE_LOG=$1/service.log
  MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 TWINLOOP_HTTP_HOST=127.0.0.1 TWINLOOP_HTTP_PORT=$2 TWINLOOP_MQTT_PORT=$3 TWINLOOP_STATE_DIR=$1/state \
    child "$SERVICE_LOG" "$JAVA_HOME/bin/java" "${options[@]}" -jar "$SERVICE_JAR"
  SERVICE_PID=$CHILD_PID
}

# Loading and checking classes is nearly half of what a start costs. With class_archive HOME before service_start and
# class_archive_make once the service is ready, the classes are left in a file that later starts map. Never at the end
# of the service: nobody who presses Ctrl-C waits for it.
CLASS_ARCHIVE=''
class_archive() {
  CLASS_ARCHIVE=$1/classes-$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release").jsa
}

class_archive_fits() { [ -n "$CLASS_ARCHIVE" ] && [ -s "$CLASS_ARCHIVE" ] && [ "$CLASS_ARCHIVE" -nt "$SERVICE_JAR" ]; }

# class_archive_make: after service_await, before anybody is there whom the pause would hold up; an archive counts only
# when it was written to the end.
class_archive_make() {
  local new=$CLASS_ARCHIVE.new log=${SERVICE_LOG%/*}/classes.log
  [ -n "$CLASS_ARCHIVE" ] && ! class_archive_fits || return 0
  step "keeping the loaded classes, so that later starts are quicker (seconds, once a build)"
  rm -f "$new"
  if timeout "$CLASS_ARCHIVE_WITHIN_S" "$JAVA_HOME/bin/jcmd" "$SERVICE_PID" VM.cds dynamic_dump "$new" >"$log" 2>&1 9>&- &&
    [ -s "$new" ]; then
    mv "$new" "$CLASS_ARCHIVE"
  else
    say "   not kept; the next start tries again (log: $log)"
  fi
}

service_stop() { stop_process "$SERVICE_PID" TERM 45; }

# service_await HTTP-PORT: returns when it is ready for work, however long the start takes as long as it goes on;
# otherwise says why it is not and ends the script.
service_await() {
  local begun=$SECONDS moved=$SECONDS noted=$SECONDS reached='' told='' news=''
  until ready_when "$1"; do
    running "$SERVICE_PID" || service_did_not_start
    if [ $((SECONDS - noted)) -ge 3 ]; then
      news=$(milestone "$SERVICE_LOG")
      [ "$news" = "$reached" ] || moved=$SECONDS
      reached=$news noted=$SECONDS
      [ "$news" = "$told" ] || say "   … $((SECONDS - begun)) s: ${news:-waiting for the service to be ready}"
      told=$news
    fi
    if [ $((SECONDS - moved)) -ge "$STALLED_AFTER_S" ]; then
      last_lines "$SERVICE_LOG"
      fail "the start of the service has come no further for $STALLED_AFTER_S s, after $((SECONDS - begun)) s and
'${reached:-nothing yet}'. TWINLOOP_STALLED_AFTER_S=600 waits longer on a slow machine (log: $SERVICE_LOG)"
    fi
    sleep 0.1
  done
}

ready_when() { curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$1/q/health/ready" 2>/dev/null; }

# milestone LOG: how far a start has come. What is said again and again (a retry, a timer) is none.
milestone() {
  grep -oE '(sample city|last month): [^"]*|to version [^0-9]{0,2}[0-9]+ - |network version [0-9]+: [0-9]+ places|started in [0-9.]+s' \
    "$1" 2>/dev/null | tail -n 1 | sed -E 's/^to version [^0-9]*([0-9]+) - /database: version \1/' || true
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
