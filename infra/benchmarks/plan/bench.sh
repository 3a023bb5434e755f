# shellcheck shell=bash
# Prepares "./infra/bench plan": plans for 5,000 cars, 2,000 stops, 10,000 piles and 50,000 bikes over the roads of
# Jinan, in one JVM and one thread, without a database.
# --quick: a short look whether it runs at all; no report is written and its figures mean nothing.
# --seed N: another city and other wishes.
# Jinan is read from TWINLOOP_CONFORMANCE_DATA or ../shared/data; where there is neither, a made-up city stands in.

bench() {
  local data=${TWINLOOP_CONFORMANCE_DATA:-$ROOT/../shared/data} jinan=()
  if [ -d "$data/jinan" ]; then
    jinan=(--data "$(cd "$data" && pwd)")
  else
    say "   no roads of Jinan in $data: a made-up city stands in"
  fi
  bench_java org.twinloop.bench.plan.PlanBench "${jinan[@]}" "$@"
}
