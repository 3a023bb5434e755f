# shellcheck shell=bash
# What every command below infra/ starts with: where things are, and the shared functions.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
HOME_FOLDER=${TWINLOOP_HOME:-$ROOT/.twinloop}
# shellcheck disable=SC2034 # for messages that say what to call
COMMAND="$0${*:+ $*}"

. "$ROOT/infra/dev/terminal.sh"
open_home
# shellcheck disable=SC2034 # prerequisites.sh installs into it
TOOLS_DIR=$HOME_FOLDER/tools
. "$ROOT/infra/dev/processes.sh"
. "$ROOT/infra/dev/prerequisites.sh"
. "$ROOT/infra/dev/database.sh"
. "$ROOT/infra/dev/clock.sh"
. "$ROOT/infra/dev/service.sh"
