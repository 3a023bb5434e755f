# shellcheck shell=bash
# Prepares "./infra/bench simulate": the play of the service's own test, SimulationTest, with many more seeds, in a
# database of its own. Sourced by ./infra/bench.
# --seeds N: so many (10000). --seed N: that one alone, with its steps when it breaks something; no report is written.
# --quick: 100 seeds, a short look whether it runs at all; no report is written.

bench() {
  local seeds=10000 short=() log=$THROW_AWAY/simulation.log figures=$ROOT/backend/target/simulation.figures
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) short=(--quick) seeds=100 ;;
      --seeds) seeds=${2:?--seeds needs a number} && shift ;;
      --seed) export TWINLOOP_SIMULATION_SEED=${2:?--seed needs a number} && short=(--quick) && shift ;;
      *) fail "unknown option $1" ;;
    esac
    shift
  done
  database_open "$THROW_AWAY"
  database_create simulate
  database_export simulate
  rm -f "$figures"
  export TWINLOOP_SIMULATION_SEEDS=$seeds
  build_locked with_progress "the play of $seeds seeds" "$log" \
    maven -pl backend -Dspotless.check.skip=true -Dtest='SimulationTest#whatever*' test ||
    grep -E '^\[ERROR\]' "$log" | head -n 200 >&2 || true
  [ -f "$figures" ] || { last_lines "$log"; fail "the play did not come to its end"; }
  bench_java org.twinloop.bench.simulate.SimulateBench "${short[@]}" "$figures"
}
