#!/usr/bin/env bash
# Makes the secrets compose.yaml refers to, in infra/deploy/secrets/ (not in git): random passwords and fresh key
# pairs: RSA for the access tokens, Ed25519 for the checkpoints of the journal and for keys that open cars without a
# network. Existing files are left as they are. Needs openssl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v openssl >/dev/null || { echo "please install openssl" >&2; exit 1; }
umask 077
mkdir -p secrets

for name in db_admin_password db_owner_password db_runtime_password partner_token metrics_token bootstrap_secret \
  driver_link_key; do
  [ -e "secrets/$name" ] || openssl rand -hex 24 | tr -d '\n' >"secrets/$name"
done
# The broker's password is the broker's to say: empty until somebody writes it there.
[ -e secrets/broker_password ] || : >secrets/broker_password
if [ ! -e secrets/jwt_private_key.pem ]; then
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out secrets/jwt_private_key.pem
  openssl pkey -in secrets/jwt_private_key.pem -pubout -out secrets/jwt_public_key.pem
fi
if [ ! -e secrets/offline_key.pem ]; then
  openssl genpkey -quiet -algorithm ed25519 -out secrets/offline_key.pem
  openssl pkey -in secrets/offline_key.pem -pubout >>secrets/offline_key.pem
fi
if [ ! -e secrets/checkpoint_key.pem ]; then
  openssl genpkey -quiet -algorithm ed25519 -out secrets/checkpoint_key.pem
  openssl pkey -in secrets/checkpoint_key.pem -pubout -out secrets/checkpoint_key.pub.pem
fi

# The containers run as other users than yours: compose mounts these files as they are.
chmod 711 secrets
chmod 644 secrets/*
echo "secrets are in $PWD/secrets; keep them out of backups and git"
