#!/bin/sh
# Starts a program in its container: entrypoint.sh JAR ARGUMENT... A secret NAME may come as a file: NAME_FILE=/run/secrets/... is read into NAME.
set -eu

for name in TWINLOOP_DB_OWNER_PASSWORD TWINLOOP_DB_RUNTIME_PASSWORD TWINLOOP_METRICS_TOKEN TWINLOOP_BOOTSTRAP_SECRET \
  TWINLOOP_PARTNER_TOKEN TWINLOOP_DEMO_PARTNER_TOKEN TWINLOOP_DRIVER_LINK_KEY TWINLOOP_BROKER_PASSWORD; do
  eval "file=\${${name}_FILE:-}"
  # shellcheck disable=SC2154 # set by the eval above
  if [ -n "$file" ]; then
    [ -r "$file" ] || { echo "twinloop: ${name}_FILE=$file cannot be read" >&2; exit 1; }
    value=$(cat "$file")
    export "$name=$value"
  fi
done

# shellcheck disable=SC2086 # a list of options
exec java ${TWINLOOP_JAVA_OPTS:--XX:MaxRAMPercentage=60} -jar "$@"
