#!/bin/sh
# Run once by the database image when it makes its cluster: the passwords come from secret files.
set -eu

TWINLOOP_DB_OWNER_PASSWORD=$(cat "$TWINLOOP_DB_OWNER_PASSWORD_FILE")
TWINLOOP_DB_RUNTIME_PASSWORD=$(cat "$TWINLOOP_DB_RUNTIME_PASSWORD_FILE")
export TWINLOOP_DB_OWNER_PASSWORD TWINLOOP_DB_RUNTIME_PASSWORD
exec psql -X -v ON_ERROR_STOP=1 -U postgres -d postgres -f /usr/local/share/twinloop/init-db.sql
