# shellcheck shell=bash
# Finds the programs a fresh machine needs, and installs what is missing on Debian and Ubuntu when it may.
# Kinds: jdk maven node postgres psql tools browser mosquitto. Results: JAVA_HOME and PATH exported, PG_BIN, CHROMIUM set.

readonly JDK_MIN=17 NODE_MIN=20.19 POSTGRES_MIN=15 NODE_FROM_NPM=22 NPM_FROM_REGISTRY=11
PG_BIN=${TWINLOOP_PG_BIN:-}
CHROMIUM=${TWINLOOP_CHROMIUM:-}

# prerequisites KIND...: afterwards all of them are there, or the script has ended saying what to install.
prerequisites() {
  local kind missing=()
  for kind in "$@"; do "have_$kind" || missing+=("$kind"); done
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "Please install: $(describe "${missing[@]}"). (No apt-get here to do it.)"
  install_packages "${missing[@]}"
  for kind in "${missing[@]}"; do
    "have_$kind" || { [ "$kind" = node ] && { npm_from_corepack || node_from_npm; } && have_node; } ||
      fail "Still missing after installing packages: $(describe "$kind")."
  done
}

# wished KIND...: installs what may be installed; what is missing afterwards is said and done without.
wished() {
  local kind
  for kind in "$@"; do
    if "have_$kind"; then continue; fi
    # In a shell of its own, which an installation that fails may end.
    if command -v apt-get >/dev/null && as_root true 2>/dev/null; then (install_packages "$kind") || true; fi
    "have_$kind" || warn "   going on without $(describe "$kind")"
  done
}

describe() {
  local kind words=()
  for kind in "$@"; do
    case $kind in
      jdk) words+=("a JDK >= $JDK_MIN with javac (or set JAVA_HOME)") ;;
      maven) words+=("Maven >= 3.8") ;;
      node) words+=("Node.js >= $NODE_MIN with npm") ;;
      postgres) words+=("PostgreSQL >= $POSTGRES_MIN server with PostGIS and pgRouting (or set TWINLOOP_PG_BIN)") ;;
      psql) words+=("the PostgreSQL client psql") ;;
      tools) words+=("curl, jq, util-linux (setpriv, flock)") ;;
      browser) words+=("Chromium (or set TWINLOOP_CHROMIUM) and a CJK font") ;;
      mosquitto) words+=("the MQTT broker mosquitto (tests of the broker mode are skipped)") ;;
    esac
  done
  local IFS=';'
  printf '%s' "${words[*]}" | sed 's/;/; /g'
}

# --- what is there ---------------------------------------------------------------------------------------------

have_jdk() {
  local home
  home=$(find_jdk "$JDK_MIN") || return 1
  export JAVA_HOME=$home PATH="$home/bin:$PATH"
}

# find_jdk MIN: the home of a JDK of at least that major version: JAVA_HOME, the one on the PATH, then the oldest.
find_jdk() {
  local home onpath
  onpath=$(command -v javac 2>/dev/null) && onpath=$(readlink -f "$onpath") && onpath=${onpath%/bin/javac}
  for home in "${JAVA_HOME:-}" "$onpath"; do
    [ -n "$home" ] && [ "$(jdk_major "$home")" -ge "$1" ] && { printf '%s' "$home"; return 0; }
  done
  home=$(for home in /usr/lib/jvm/*/; do printf '%s %s\n' "$(jdk_major "${home%/}")" "${home%/}"; done |
    sort -n | awk -v min="$1" '$1 >= min && !found { print $2; found = 1 }')
  [ -n "$home" ] && printf '%s' "$home"
}

# jdk_major HOME: 17 for a JDK 17; 0 when there is no compiler.
jdk_major() {
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  "$1/bin/javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p'
}

have_maven() { command -v mvn >/dev/null; }

have_node() {
  local own="$TOOLS_DIR/node/node_modules/.bin"
  [ ! -x "$own/npm" ] || export PATH="$own:$PATH"
  command -v npm >/dev/null && node_is_new
}

node_is_new() { command -v node >/dev/null && at_least "$NODE_MIN" "$(node --version | tr -d v)"; }

# A Node.js without its npm, and a corepack that can bring it.
only_npm_missing() { node_is_new && ! command -v npm >/dev/null && command -v corepack >/dev/null; }

have_postgres() {
  local bin
  if [ -n "$PG_BIN" ]; then [ -x "$PG_BIN/initdb" ] && complete_postgres "$PG_BIN"; return; fi
  while read -r bin; do
    complete_postgres "$bin" && { PG_BIN=$bin; return 0; }
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr)
  return 1
}

# complete_postgres BIN: a new enough server with the three extensions.
complete_postgres() {
  local version extension share
  [ -x "$1/postgres" ] && [ -x "$1/initdb" ] && [ -x "$1/psql" ] || return 1
  version=$("$1/postgres" --version | sed -nE 's/^postgres \(PostgreSQL\) ([0-9]+).*/\1/p')
  [ "${version:-0}" -ge "$POSTGRES_MIN" ] || return 1
  share=$("$1/pg_config" --sharedir 2>/dev/null) || share=/usr/share/postgresql/$version
  for extension in postgis pgrouting btree_gist; do
    [ -f "$share/extension/$extension.control" ] || return 1
  done
}

have_psql() {
  if [ -n "$PG_BIN" ] && [ -x "$PG_BIN/psql" ]; then return 0; fi
  local psql
  psql=$(command -v psql) || return 1
  PG_BIN=$(dirname "$psql")
}

have_tools() {
  local tool
  for tool in curl jq setpriv setsid flock; do command -v "$tool" >/dev/null || return 1; done
}

# Sets MOSQUITTO. Debian puts it where only root's PATH leads.
MOSQUITTO=''
have_mosquitto() { MOSQUITTO=$(PATH=/usr/sbin:/usr/local/sbin:$PATH command -v mosquitto); }

have_browser() {
  if [ -z "$CHROMIUM" ]; then
    CHROMIUM=$(command -v chromium || command -v google-chrome-stable) || return 1
  fi
  [ -x "$CHROMIUM" ] && compgen -G '/usr/share/fonts/*/*/*CJK*' >/dev/null
}

# --- installing ------------------------------------------------------------------------------------------------

install_packages() {
  local what packages
  what=$(describe "$@")
  if ! as_root true 2>/dev/null; then
    packages=$(packages_for "$@")
    fail "Missing: $what. Install it with
  sudo apt-get update && sudo apt-get install -y $packages$(node_advice "$@")
and call this again (as root, or where sudo works, this script does it by itself)."
  fi
  step "installing what is missing: $what"
  as_root apt-get update -qq >/dev/null || warn "   apt-get update failed; going on with the package lists that are there"
  packages=$(packages_for "$@")
  [ -n "$packages" ] || return 0
  local quiet_cluster=
  if [[ " $packages " == *" postgresql-"* ]]; then quiet_cluster=$(suppress_main_cluster); fi
  # shellcheck disable=SC2086 # a list of package names
  # RUNLEVEL: Debian starts services it installs, and we want the programs only.
  with_progress "apt-get install $packages" "$HOME_FOLDER/install.log" \
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends $packages ||
    { last_lines "$HOME_FOLDER/install.log"; fail "apt-get install failed for: $packages"; }
  [ -z "$quiet_cluster" ] || as_root rm -f "$quiet_cluster"
}

as_root() {
  if [ "$EUID" -eq 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || return 1
  if [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
}

packages_for() {
  local kind list=()
  for kind in "$@"; do
    case $kind in
      jdk) list+=("$(first_candidate openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless)") ;;
      maven) list+=(maven) ;;
      node) if only_npm_missing; then :; elif node_packaged; then list+=(nodejs npm); else list+=(npm); fi ;;
      postgres) list+=("$(postgres_packages)") ;;
      psql) list+=(postgresql-client) ;;
      tools) list+=(curl jq util-linux) ;;
      browser) list+=(chromium fonts-noto-cjk) ;;
      mosquitto) list+=(mosquitto) ;;
    esac
  done
  # NodeSource's nodejs brings npm along and conflicts with Debian's npm package.
  if command -v npm >/dev/null; then printf '%s\n' "${list[@]}" | sed '/^npm$/d' | paste -sd' '; else echo "${list[*]}"; fi
}

candidate() { apt-cache policy "$1" 2>/dev/null | sed -nE 's/^ *Candidate: ([^(].*)/\1/p'; }

first_candidate() {
  local name
  for name in "$@"; do [ -z "$(candidate "$name")" ] || { printf '%s' "$name"; return; }; done
  printf '%s' "$1"
}

node_packaged() {
  local version
  version=$(candidate nodejs)
  version=${version#*:}
  [ -n "$version" ] && at_least "$NODE_MIN" "${version%%[-+~]*}"
}

# at_least WANTED VERSION
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

node_advice() {
  [[ " $* " == *" node "* ]] || return 0
  node_packaged || printf '\n  (this distribution has an older Node.js; with npm there, this script takes Node %s from the npm registry)' \
    "$NODE_FROM_NPM"
}

# npm from the npm registry, in the tools folder, beside a Node.js that has lost its own: Debian's package of npm does
# not go with NodeSource's Node.js. An older corepack does not know the keys that packages are signed with today.
npm_from_corepack() {
  only_npm_missing || return 1
  say "   npm $NPM_FROM_REGISTRY from the npm registry, into $TOOLS_DIR/node"
  mkdir -p "$TOOLS_DIR/node"
  # Node.js has authorities of its own; those of the system may know a mirror that these do not.
  (cd "$TOOLS_DIR/node" && export COREPACK_HOME="$TOOLS_DIR/node/corepack" COREPACK_ENABLE_DOWNLOAD_PROMPT=0 &&
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" &&
    { corepack "npm@$NPM_FROM_REGISTRY" --version >/dev/null 2>&1 || trust_registry; } &&
    corepack "npm@$NPM_FROM_REGISTRY" install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
      "npm@$NPM_FROM_REGISTRY" >/dev/null)
}

# As far as npm itself goes: the address of the registry is checked, and no signature of the package.
trust_registry() {
  warn "   corepack could not check who signed npm; it is taken from the registry without that"
  export COREPACK_INTEGRITY_KEYS=0
}

# A Node binary from the npm registry, in the tools folder, for distributions whose own is too old.
node_from_npm() {
  local arch
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) return 1 ;;
  esac
  command -v npm >/dev/null || return 1
  say "   Node.js $NODE_FROM_NPM from the npm registry, into $TOOLS_DIR/node"
  mkdir -p "$TOOLS_DIR/node/node_modules/.bin"
  (cd "$TOOLS_DIR/node" && npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
    "node-linux-$arch@$NODE_FROM_NPM" "npm@$NPM_FROM_REGISTRY" >/dev/null) || return 1
  ln -sf "../node-linux-$arch/bin/node" "$TOOLS_DIR/node/node_modules/.bin/node"
}

# The newest server the package lists offer with both extensions; the one already installed when it only lacks them.
postgres_packages() {
  local version
  for version in $(installed_servers) $(apt-cache search --names-only '^postgresql-[0-9]+$' |
    sed -nE 's/^postgresql-([0-9]+) .*/\1/p' | sort -nr); do
    [ "$version" -ge "$POSTGRES_MIN" ] || continue
    [ -n "$(candidate "postgresql-$version-postgis-3")" ] || continue
    [ -n "$(candidate "postgresql-$version-pgrouting")" ] || continue
    printf 'postgresql-%s postgresql-%s-postgis-3 postgresql-%s-pgrouting' "$version" "$version" "$version"
    return 0
  done
  printf 'postgresql-%s postgresql-%s-postgis-3 postgresql-%s-pgrouting' \
    "$POSTGRES_MIN" "$POSTGRES_MIN" "$POSTGRES_MIN"
}

installed_servers() {
  local bin
  for bin in /usr/lib/postgresql/*/bin/postgres; do
    [ -x "$bin" ] && "$bin" --version | sed -nE 's/^postgres \(PostgreSQL\) ([0-9]+).*/\1/p'
  done | sort -nr
}

# Debian's server package makes and starts a cluster of its own at the first installation; we want only the programs.
# Prints the file that says so for the time of the installation.
suppress_main_cluster() {
  local drop=/etc/postgresql-common/createcluster.d/twinloop-no-main.conf
  [ -z "$(installed_servers)" ] || return 0
  as_root mkdir -p "${drop%/*}" && echo 'create_main_cluster = false' | as_root tee "$drop" >/dev/null && printf '%s' "$drop"
}
