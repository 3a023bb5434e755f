# shellcheck shell=bash
# A private PostgreSQL cluster in a folder of its own: made once, started on a free loopback port, never as root,
# with crash-safe settings, stopped with the script that started it. Nothing else on the machine is touched.
#
#   database_open HOME         cluster of this home folder (made when missing), running afterwards
#   database_create NAME       a database with the extensions, owned by twinloop_owner
#   database_export NAME       TWINLOOP_DB_* of that database
#   database_close             clean stop
# Sets DB_FOLDER, DB_PORT, DB_PID. Passwords lie in HOME/database.env (0600).

readonly DB_ROLE_OWNER=twinloop_owner DB_ROLE_RUNTIME=twinloop_app
readonly DB_EXTENSIONS=(postgis pgrouting btree_gist)
DB_FOLDER='' DB_PORT='' DB_PID='' DB_ACCOUNT=''

database_open() {
  local home=$1
  database_place "$home"
  database_secrets "$home/database.env"
  [ -f "$DB_FOLDER/cluster/PG_VERSION" ] || database_init
  database_matching_programs
  database_stop_leftover
  database_start
  database_roles
}

# --- where and who ---------------------------------------------------------------------------------------------

# The cluster lies in HOME/postgres. Root starts it as the account postgres (or nobody); when that account cannot
# enter HOME (a folder below /root, say), the cluster lies below /var/lib/twinloop instead.
database_place() {
  local home=$1
  DB_FOLDER=$home/postgres
  DB_ACCOUNT=$(id -un)
  if [ "$EUID" -eq 0 ]; then
    DB_ACCOUNT=postgres
    id -u postgres >/dev/null 2>&1 || DB_ACCOUNT=nobody
    if ! as_database_account test -x "$home"; then
      DB_FOLDER=/var/lib/twinloop/$(printf '%s' "$home" | sha256sum | cut -c 1-12)
      say "   the account $DB_ACCOUNT cannot enter $home: the database lies in $DB_FOLDER"
      install -d -m 711 /var/lib/twinloop
    fi
  fi
  [ -d "$DB_FOLDER" ] || install -d -m 700 "$DB_FOLDER"
  [ "$EUID" -ne 0 ] || chown "$DB_ACCOUNT:" "$DB_FOLDER"
  [ -O "$DB_FOLDER" ] || [ "$EUID" -eq 0 ] ||
    fail "$DB_FOLDER belongs to $(stat -c %U "$DB_FOLDER"); call this as that user or as root, or set TWINLOOP_HOME"
}

as_database_account() {
  if [ "$EUID" -eq 0 ]; then
    (cd / && setpriv --reuid="$DB_ACCOUNT" --regid="$(id -g "$DB_ACCOUNT")" --init-groups "$@")
  else
    "$@"
  fi
}

# database_secrets FILE: loads the role passwords, made at random with the cluster.
database_secrets() {
  local file=$1
  if [ -d "$DB_FOLDER/cluster" ] && [ ! -f "$file" ]; then
    fail "the database in $DB_FOLDER is there, its passwords ($file) are not; --fresh starts over"
  fi
  if [ ! -f "$file" ]; then
    (
      umask 077
      printf 'DB_PASSWORD_ADMIN=%s\nDB_PASSWORD_OWNER=%s\nDB_PASSWORD_RUNTIME=%s\n' \
        "$(random_word)" "$(random_word)" "$(random_word)" >"$file"
    )
  fi
  # shellcheck source=/dev/null
  . "$file"
}

random_word() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

# --- making ----------------------------------------------------------------------------------------------------

database_init() {
  local new=$DB_FOLDER/cluster.new word=$DB_FOLDER/password.new log=$DB_FOLDER/initdb.log
  step "making a private database cluster in $DB_FOLDER"
  rm -rf "$new"
  # shellcheck disable=SC2016 # $1 is for the inner shell
  printf '%s\n' "$DB_PASSWORD_ADMIN" | as_database_account sh -c 'umask 077 && cat >"$1"' write "$word"
  as_database_account "$PG_BIN/initdb" -D "$new" -U postgres --auth=scram-sha-256 --pwfile="$word" \
    --encoding=UTF8 --locale=C.UTF-8 --data-checksums >"$log" 2>&1 || { last_lines "$log"; fail "initdb failed"; }
  rm -f "$word"
  database_settings | as_database_account tee -a "$new/postgresql.conf" >/dev/null
  as_database_account mv "$new" "$DB_FOLDER/cluster"
}

database_settings() {
  cat <<'CONF'

# Twinloop: loopback only, no socket files, crash safe.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
CONF
}

# --- starting and stopping -------------------------------------------------------------------------------------

# A cluster made by another major version needs that version's programs.
database_matching_programs() {
  local made
  made=$(as_database_account cat "$DB_FOLDER/cluster/PG_VERSION")
  if [ "$("$PG_BIN/postgres" --version | sed -nE 's/.* ([0-9]+)\..*/\1/p')" = "$made" ]; then return 0; fi
  complete_postgres "/usr/lib/postgresql/$made/bin" ||
    fail "the data in $DB_FOLDER is of PostgreSQL $made, which is not installed; install it, or start over with --fresh"
  PG_BIN=/usr/lib/postgresql/$made/bin
}

# A killed script may leave its server running, or a crash a stale postmaster.pid. The caller holds the home's lock,
# so a live server of this folder is a leftover and nobody else's.
database_stop_leftover() {
  local file=$DB_FOLDER/cluster/postmaster.pid pid
  pid=$(as_database_account head -n 1 "$file" 2>/dev/null) || return 0
  if [[ $pid =~ ^[0-9]+$ ]] && [ -r "/proc/$pid/cmdline" ] &&
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "-D $DB_FOLDER/cluster "; then
    say "   stopping a database left running by an earlier call (process $pid)"
    stop_process "$pid" INT 60
  fi
  as_database_account rm -f "$file"
}

database_start() {
  local log=$DB_FOLDER/server.log attempt deadline
  for attempt in 1 2 3 4 5; do
    DB_PORT=$(free_port)
    DB_PID=''
    database_launch "$log"
    deadline=$((SECONDS + 120))
    while kill -0 "$DB_PID" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do
      if database_answers; then return 0; fi
      sleep 0.1
    done
    kill -0 "$DB_PID" 2>/dev/null && { last_lines "$log"; fail "the database did not become ready within 120 s"; }
    tail -n 20 "$log" | grep -q 'could not bind' || { last_lines "$log"; fail "the database does not start"; }
    say "   port $DB_PORT was taken meanwhile, trying another ($attempt)"
  done
  fail "no free port found for the database"
}

# A process group of its own, so that Ctrl-C reaches only the script, and a fast shutdown should the script be killed.
database_launch() {
  local log=$1 account=()
  [ -f "$log" ] || install -m 600 /dev/null "$log"
  [ "$EUID" -ne 0 ] || account=(--reuid="$DB_ACCOUNT" --regid="$(id -g "$DB_ACCOUNT")" --init-groups)
  setsid setpriv "${account[@]}" --pdeathsig INT \
    "$PG_BIN/postgres" -D "$DB_FOLDER/cluster" -p "$DB_PORT" >>"$log" 2>&1 </dev/null 9>&- &
  DB_PID=$!
  disown
}

# Ready, and this cluster (another program may have taken the port in between).
database_answers() {
  [ "$(database_sql postgres -Atc 'show data_directory' 2>/dev/null)" = "$DB_FOLDER/cluster" ]
}

database_close() {
  [ -n "$DB_PID" ] || return 0
  stop_process "$DB_PID" INT 60
  DB_PID=''
}

# --- contents --------------------------------------------------------------------------------------------------

# database_sql DATABASE PSQL-ARGUMENTS...: psql as the cluster's superuser.
database_sql() {
  local database=$1
  shift
  PGPASSWORD=$DB_PASSWORD_ADMIN "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$DB_PORT" -U postgres \
    -d "$database" "$@"
}

# The passwords reach psql by its environment, never by its arguments.
database_roles() {
  DB_PASSWORD_OWNER=$DB_PASSWORD_OWNER DB_PASSWORD_RUNTIME=$DB_PASSWORD_RUNTIME database_sql postgres <<SQL
\getenv owner DB_PASSWORD_OWNER
\getenv runtime DB_PASSWORD_RUNTIME
select format('create role %I login', name) from (values ('$DB_ROLE_OWNER'), ('$DB_ROLE_RUNTIME')) role(name)
 where not exists (select from pg_roles where rolname = name) \gexec
alter role $DB_ROLE_OWNER login nosuperuser nobypassrls nocreatedb nocreaterole password :'owner';
alter role $DB_ROLE_RUNTIME login nosuperuser nobypassrls nocreatedb nocreaterole password :'runtime';
SQL
}

database_exists() { [ "$(database_sql postgres -Atc "select 1 from pg_database where datname = '$1'")" = 1 ]; }

database_create() {
  local extension
  database_sql postgres -c "create database $1 owner $DB_ROLE_OWNER"
  for extension in "${DB_EXTENSIONS[@]}"; do
    PGOPTIONS='-c client_min_messages=warning' database_sql "$1" -c "create extension if not exists $extension"
  done
}

database_export() {
  export TWINLOOP_DB_URL="postgresql://127.0.0.1:$DB_PORT/$1"
  export TWINLOOP_DB_OWNER=$DB_ROLE_OWNER TWINLOOP_DB_OWNER_PASSWORD=$DB_PASSWORD_OWNER
  export TWINLOOP_DB_RUNTIME=$DB_ROLE_RUNTIME TWINLOOP_DB_RUNTIME_PASSWORD=$DB_PASSWORD_RUNTIME
}

# --- a database of the user's ----------------------------------------------------------------------------------

# database_check_given: TWINLOOP_DB_URL points at a database of the user's; says all that is missing there.
database_check_given() {
  local url=$TWINLOOP_DB_URL missing=() extension
  [[ $url =~ ^postgresql://[^@/]+/[^/]+$ ]] || fail "TWINLOOP_DB_URL is to be postgresql://host:port/database (no user in it)"
  export TWINLOOP_DB_OWNER=${TWINLOOP_DB_OWNER:-$DB_ROLE_OWNER} TWINLOOP_DB_RUNTIME=${TWINLOOP_DB_RUNTIME:-$DB_ROLE_RUNTIME}
  export TWINLOOP_DB_OWNER_PASSWORD=${TWINLOOP_DB_OWNER_PASSWORD:-} TWINLOOP_DB_RUNTIME_PASSWORD=${TWINLOOP_DB_RUNTIME_PASSWORD:-}
  given_sql OWNER 'select 1' >/dev/null || fail "cannot sign in to $url as $TWINLOOP_DB_OWNER (the role that migrates)"
  given_sql RUNTIME 'select 1' >/dev/null || fail "cannot sign in to $url as $TWINLOOP_DB_RUNTIME (the role the service runs as)"
  for extension in "${DB_EXTENSIONS[@]}"; do
    [ -n "$(given_sql OWNER "select 1 from pg_extension where extname = '$extension'")" ] ||
      missing+=("create extension $extension;")
  done
  [ "$(given_sql OWNER "select has_database_privilege(current_database(), 'create')")" = t ] ||
    missing+=("alter database ... owner to $TWINLOOP_DB_OWNER;")
  [ "$(given_sql RUNTIME 'select rolsuper or rolbypassrls from pg_roles where rolname = current_user')" = f ] ||
    missing+=("alter role $TWINLOOP_DB_RUNTIME nosuperuser nobypassrls;")
  [ "$(given_sql OWNER "select pg_has_role('$TWINLOOP_DB_RUNTIME', current_user, 'member')")" = f ] ||
    missing+=("-- $TWINLOOP_DB_RUNTIME must be another role than the owner, and no member of it")
  [ "${#missing[@]}" -eq 0 ] || fail "$url is not ready. As a superuser there (see infra/deploy/init-db.sql):
$(printf '  %s\n' "${missing[@]}")"
}

# given_sql OWNER|RUNTIME SQL
given_sql() {
  local user=TWINLOOP_DB_$1 password=TWINLOOP_DB_$1_PASSWORD
  PGPASSWORD=${!password} PGCONNECT_TIMEOUT=5 "$PG_BIN/psql" -X -At -w -d "$TWINLOOP_DB_URL" -U "${!user}" -c "$2"
}
