# shellcheck shell=bash
# Prepares "./infra/bench match": the map matching in one thread, over a made-up town. Sourced by ./infra/bench.
# Takes a minute or two.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --seed N: another town and other drives.

bench() {
  # No database takes part; the frame of the benchmarks asks for these words all the same.
  # shellcheck disable=SC2034 # bench_java looks at them
  DB_PASSWORD_ADMIN='' DB_PASSWORD_RUNTIME=''
  bench_java org.twinloop.bench.match.MatchBench "$@"
}
