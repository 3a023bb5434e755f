# shellcheck shell=bash
# What every command below infra/ starts with: where things are, and the shared functions.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
HOME_FOLDER=${TWINLOOP_HOME:-$ROOT/.twinloop}
TOOLS_DIR=$HOME_FOLDER/tools
mkdir -p "$HOME_FOLDER"
HOME_FOLDER=$(cd "$HOME_FOLDER" && pwd)

. "$ROOT/infra/dev/terminal.sh"
. "$ROOT/infra/dev/processes.sh"
. "$ROOT/infra/dev/prerequisites.sh"
. "$ROOT/infra/dev/database.sh"
. "$ROOT/infra/dev/clock.sh"
. "$ROOT/infra/dev/service.sh"
