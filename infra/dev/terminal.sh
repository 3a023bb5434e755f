# shellcheck shell=bash
# What the scripts say to the person at the terminal: lines, progress of long steps, failures.

say() { printf '%s\n' "$*"; }

step() { printf '== %s\n' "$*"; }

warn() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# last_lines FILE [COUNT]: the end of a log, indented, for a failure message.
last_lines() {
  [ -s "$1" ] || { warn "  (the log $1 is empty)"; return 0; }
  tail -n "${2:-25}" "$1" | sed 's/^/  | /' >&2
}

# with_progress LABEL LOG COMMAND...: runs a long command with its output in LOG, says every 15 s that it is
# still at it and what it last printed, and returns the command's own exit code.
with_progress() {
  local label=$1 log=$2 begun=$SECONDS ticker code=0
  shift 2
  step "$label"
  (
    while sleep 15 >/dev/null 2>&1; do
      printf '   … %s s: %s\n' "$((SECONDS - begun))" "$(newest_line "$log")"
    done
  ) 9>&- & # a sleep that outlives its ticker must not keep the lock
  ticker=$!
  "$@" >"$log" 2>&1 </dev/null || code=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  [ "$code" -ne 0 ] || say "   done in $((SECONDS - begun)) s"
  return "$code"
}

# newest_line FILE [WIDTH]
newest_line() {
  tail -c 4096 "$1" 2>/dev/null | tr '\r' '\n' | sed 's/\x1b\[[0-9;]*m//g; /[[:alnum:]]/!d' | tail -n 1 | cut -c "1-${2:-90}"
}
