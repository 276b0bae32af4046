-- What a hosted project has before its first migration, as far as ours touch it. Test only. Run by a superuser that is not
-- called postgres: there, postgres is the project's owner, no superuser, above row level security.
-- The grants by default are worse than those of older projects: every new thing, wherever it is, is open to the API roles.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;
create role postgres nosuperuser createdb createrole login replication bypassrls;
grant anon, authenticated, service_role to postgres;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
create schema extensions;
grant usage on schema extensions to public;
create extension pgcrypto with schema extensions;
alter role postgres set search_path = "$user", public, extensions;
create schema auth;
create table auth.users (id uuid primary key, email text unique, created_at timestamptz not null default now());
create function auth.jwt() returns jsonb language sql stable as
$$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
create function auth.uid() returns uuid language sql stable as
$$ select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
create function auth.role() returns text language sql stable as
$$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' $$;
grant usage on schema auth to anon, authenticated, service_role, postgres;
grant all on all tables in schema auth to postgres;
grant usage, create on schema public to postgres;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges for role postgres grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres grant all on functions to anon, authenticated, service_role;
alter default privileges for role postgres grant all on schemas to anon, authenticated, service_role;
do $$ begin execute format('grant all on database %I to postgres', current_database()); end $$;
