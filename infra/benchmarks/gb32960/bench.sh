# shellcheck shell=bash
# Prepares "./infra/bench gb32960": nothing but the codec in one thread. Sourced by ./infra/bench.
# Takes about a minute and a half.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --seed N: other frames.

bench() {
  # No database takes part; the frame of the benchmarks asks for these words all the same.
  # shellcheck disable=SC2034 # bench_java looks at them
  DB_PASSWORD_ADMIN='' DB_PASSWORD_RUNTIME=''
  bench_java org.twinloop.bench.gb32960.GbBench "$@"
}
