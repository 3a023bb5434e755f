# shellcheck shell=bash
# What the scripts say to the person at the terminal: lines, progress of long steps, failures.

say() { printf '%s\n' "$*"; }

step() { printf '== %s\n' "$*"; }

warn() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# open_home: HOME_FOLDER is there, absolute, and ours to write to; otherwise says what to set.
open_home() {
  local wanted=$HOME_FOLDER problem
  if problem=$(mkdir -p "$wanted" 2>&1) && HOME_FOLDER=$(cd "$wanted" 2>/dev/null && pwd) && [ -w "$HOME_FOLDER" ]; then
    return 0
  fi
  fail "$(id -un) cannot write to $wanted${problem:+ (${problem##*: })}, where data, passwords and logs are kept.
Choose another folder:
  TWINLOOP_HOME=$(home_that_works) $COMMAND"
}

home_that_works() {
  if [ -w "${HOME:-/nonexistent}" ]; then printf '%s' "$HOME/twinloop"; else printf '%s' "${TMPDIR:-/tmp}/twinloop-$(id -un)"; fi
}

# last_lines FILE [COUNT]: the end of a log, indented, for a failure message. Lines that differ in numbers only (time,
# process) are one.
last_lines() {
  [ -s "$1" ] || { warn "  (the log $1 is empty)"; return 0; }
  tail -n 500 "$1" | without_repeats | tail -n "${2:-25}" | sed 's/^/  | /' >&2
}

without_repeats() {
  awk 'function told() { if (times > 1) print "  (and " times - 1 " more like it)" }
    { bare = $0; gsub(/[0-9]+/, "0", bare) }
    NR > 1 && bare == before { times++; next }
    { told(); print; before = bare; times = 1 }
    END { told() }'
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
  ) 8>&- 9>&- & # a sleep that outlives its ticker must not keep a lock
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
