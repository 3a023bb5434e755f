# shellcheck shell=bash
# Ports, locks and the orderly end of what a script started.

# port_taken PORT: something listens there on loopback.
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port [PREFERRED]: that port when nobody listens there, else a random one below the ephemeral range.
free_port() {
  local port=${1:-}
  if [ -n "$port" ] && ! port_taken "$port"; then printf '%s' "$port"; return; fi
  while :; do
    port=$((RANDOM % 12000 + 20000))
    port_taken "$port" || { printf '%s' "$port"; return; }
  done
}

# stop_process PID SIGNAL SECONDS: asks it to end, waits, and ends it for good when it does not.
stop_process() {
  local pid=$1 deadline=$((SECONDS + $3))
  kill -s "$2" "$pid" 2>/dev/null || return 0
  while running "$pid"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      warn "   process $pid did not end within $3 s: killing it"
      kill -s KILL "$pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
}

# running PID: alive and not merely waiting to be reaped.
running() { [ -r "/proc/$1/stat" ] && ! grep -qE '^[0-9]+ \(.*\) Z' "/proc/$1/stat" 2>/dev/null; }

# lock_home HOME: one script at a time uses a home folder. Children close descriptor 9, so the lock ends with us.
lock_home() {
  exec 9>>"$1/lock"
  flock -n 9 || fail "another call is using $1 (process $(cat "$1/pid" 2>/dev/null || echo unknown)). Stop it first,
or give this one a folder of its own:
  TWINLOOP_HOME=$HOME_FOLDER-2 $COMMAND"
  echo $$ >"$1/pid"
}

# throw_away_home NAME: prints a fresh folder for one run; the caller removes it.
throw_away_home() {
  local folder
  folder=$(mktemp -d "${TMPDIR:-/tmp}/twinloop-$1.XXXXXX")
  chmod 711 "$folder"
  printf '%s' "$folder"
}
