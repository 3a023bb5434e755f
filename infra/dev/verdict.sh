# shellcheck shell=bash
# Counts what passed: checks of our own, and the JUnit XML reports of Surefire and Vitest.

PASSED=0 FAILED=0 SKIPPED=0

# check NAME COMMAND...: one check, counted; its output is shown only when it fails.
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    PASSED=$((PASSED + 1))
    say "ok: $name"
  else
    FAILED=$((FAILED + 1))
    warn "FAILED: $name"
    printf '%s\n' "$output" | tail -n 40 | sed 's/^/  | /' >&2
  fi
}

# skipped NAME REASON: a check that cannot run here, counted and said.
skipped() {
  SKIPPED=$((SKIPPED + 1))
  say "skipped: $1 ($2)"
}

# count_reports LABEL EXIT-CODE FILE...: adds the test suites in these files. A run that ended badly without a
# failing test (a broken build, a JVM that died) or that ran no test at all counts as one failure.
count_reports() {
  local label=$1 code=$2 tests failures errors skips
  shift 2
  read -r tests failures errors skips < <(sum_suites "$@")
  say "$label: $tests tests, $((failures + errors)) failed, $skips skipped"
  PASSED=$((PASSED + tests - failures - errors - skips))
  FAILED=$((FAILED + failures + errors))
  SKIPPED=$((SKIPPED + skips))
  if [ "$tests" -eq 0 ]; then
    warn "FAILED: $label ran no test"
    FAILED=$((FAILED + 1))
  elif [ "$code" -ne 0 ] && [ $((failures + errors)) -eq 0 ]; then
    warn "FAILED: $label ended with exit code $code although no test failed"
    FAILED=$((FAILED + 1))
  fi
}

sum_suites() {
  local file
  for file in "$@"; do [ ! -f "$file" ] || tr '\n' ' ' <"$file" | grep -oE '<testsuite [^>]*>' || true; done |
    awk '
      function number(name,  at) {
        if (!match($0, " " name "=\"[0-9]+\"")) return 0
        at = RSTART + length(name) + 3
        return substr($0, at, RSTART + RLENGTH - 1 - at) + 0
      }
      { tests += number("tests"); failures += number("failures"); errors += number("errors"); skips += number("skipped") }
      END { printf "%d %d %d %d\n", tests, failures, errors, skips }'
}

# --- side by side ----------------------------------------------------------------------------------------------

LANES=()

# beside COMMAND...: goes on while the command runs, whose words and counts come with rejoin. For what does not mind
# how busy the machine is.
beside() {
  local lane
  lane=$(mktemp -d "$LOGS/beside.XXXXXX")
  (
    trap - EXIT
    PASSED=0 FAILED=0 SKIPPED=0 LANES=()
    "$@" || exit
    printf '%s %s %s\n' "$PASSED" "$FAILED" "$SKIPPED" >"$lane/counts"
  ) >"$lane/said" 2>&1 </dev/null &
  LANES+=("$! $lane")
}

# rejoin: waits for what runs beside, tells what it said, and adds its counts. What broke off counts as one failure.
rejoin() {
  local one pid lane passed failed skips
  for one in ${LANES[@]+"${LANES[@]}"}; do
    pid=${one%% *} lane=${one#* }
    wait "$pid" || true
    cat "$lane/said"
    if read -r passed failed skips 2>/dev/null <"$lane/counts"; then
      PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skips))
    else
      warn "FAILED: what ran beside broke off"
      FAILED=$((FAILED + 1))
    fi
    rm -rf "$lane"
  done
  LANES=()
}

# lanes_end: ends what still runs beside, with all it has started.
lanes_end() {
  local one
  for one in ${LANES[@]+"${LANES[@]}"}; do
    end_tree "${one%% *}"
    rm -rf "${one#* }"
  done
  LANES=()
}

end_tree() {
  local child
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do end_tree "$child"; done
  kill "$1" 2>/dev/null || true
}

# closing_line: the count, alone on a line; its exit code is the verdict.
closing_line() {
  printf '%s passed, %s failed, %s skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  [ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
}
