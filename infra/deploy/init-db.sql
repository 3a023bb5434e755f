-- Prepares a PostgreSQL (15 or newer, with PostGIS and pgRouting installed) for Twinloop: two roles, one database, the
-- extensions. To be run once by a superuser, with the two passwords in the environment:
--
--   TWINLOOP_DB_OWNER_PASSWORD=... TWINLOOP_DB_RUNTIME_PASSWORD=... psql -v ON_ERROR_STOP=1 -d postgres -f init-db.sql
--
-- twinloop_owner owns the database and migrates it; twinloop_app is the role the service runs as: it owns nothing,
-- is subject to row-level security and gets its grants from the migrations. Safe to repeat.

\getenv owner_password TWINLOOP_DB_OWNER_PASSWORD
\getenv runtime_password TWINLOOP_DB_RUNTIME_PASSWORD

select format('create role %I login', name)
  from (values ('twinloop_owner'), ('twinloop_app')) role(name)
 where not exists (select from pg_roles where rolname = name) \gexec
alter role twinloop_owner login nosuperuser nobypassrls nocreatedb nocreaterole password :'owner_password';
alter role twinloop_app login nosuperuser nobypassrls nocreatedb nocreaterole password :'runtime_password';

select 'create database twinloop owner twinloop_owner encoding ''UTF8'' locale ''C.UTF-8'' template template0'
 where not exists (select from pg_database where datname = 'twinloop') \gexec
revoke connect on database twinloop from public;
grant connect on database twinloop to twinloop_app;

\connect twinloop
create extension if not exists postgis;
create extension if not exists pgrouting;
create extension if not exists btree_gist;
