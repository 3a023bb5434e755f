# shellcheck shell=bash
# Prepares "./infra/bench route": ways over Jinan and a made-up city in one JVM, and pgRouting on a throw-away cluster.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --whole: turns of the large made-up city too; takes many minutes.
# --seed N: other pairs and another made-up city.
# Jinan is read from TWINLOOP_CONFORMANCE_DATA or ../shared/data. Where there is neither only the made-up city is
# measured, no report is written, and the benchmark fails, since the keys of Jinan are missing (not with --quick).

bench() {
  local data=${TWINLOOP_CONFORMANCE_DATA:-$ROOT/../shared/data} jinan=()
  if [ -d "$data/jinan" ]; then
    jinan=(--data "$(cd "$data" && pwd)")
  else
    say "   no roads of Jinan in $data: only the made-up city is measured"
  fi
  # Two engines with turns of tens of thousands of junctions, and the rows for pgRouting.
  # shellcheck disable=SC2034 # bench_java looks at it
  BENCH_HEAP=3g
  database_open "$THROW_AWAY"
  database_create route
  bench_java org.twinloop.bench.route.RouteBench "${jinan[@]}" "$@"
}
