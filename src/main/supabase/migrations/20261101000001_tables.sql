-- The gym's integrations, shared by its desks, and who may read them. Nobody but the functions of the next migration writes.
-- One file, one transaction: there is no moment at which a table stands open.

create schema private;
revoke all on schema private from public, anon, authenticated, service_role;

create table public.locations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120)
);

create table public.location_members (
  location_id uuid not null references public.locations on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  role text not null default 'front_desk' check (role in ('owner', 'manager', 'front_desk')),
  primary key (location_id, user_id)
);
create index location_members_user_id on public.location_members (user_id);

-- Rows of a user_integrations that was there before, as they were. No API role may read it.
create table private.user_integrations_archive (
  id bigint generated always as identity primary key,
  archived_at timestamptz not null default now(),
  reason text not null check (reason in ('folded', 'no gym', 'before')),
  content jsonb not null
);

create table if not exists public.user_integrations (
  id uuid primary key default gen_random_uuid(),
  credentials jsonb
);

-- What others have put on the table goes, whatever it is: policies, grants, rules of its columns. Columns, rows, triggers stay.
do $$
declare
  t constant regclass := 'public.user_integrations';
  owner oid;
  x record;
begin
  lock table public.user_integrations in access exclusive mode;
  set local timezone = 'UTC';
  alter table public.user_integrations enable row level security;
  select relowner into owner from pg_class where oid = t;
  for x in select polname from pg_policy where polrelid = t loop
    execute format('drop policy %I on %s', x.polname, t);
  end loop;
  -- A view reads with its owner's rights, and so past every policy.
  for x in
    with recursive seen (oid) as (
      select t::oid
      union
      select r.ev_class from seen s join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid
        join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid)
    select distinct s.oid::regclass as relation, case g.grantee when 0 then 'public' else quote_ident(r.rolname) end as grantee
      from seen s join pg_class c on c.oid = s.oid
      cross join lateral (
        select grantee from aclexplode(c.relacl)
        union select a.grantee from pg_attribute b cross join lateral aclexplode(b.attacl) a where b.attrelid = c.oid) g
      left join pg_roles r on r.oid = g.grantee
     where g.grantee <> owner
  loop
    execute format('revoke all on %s from %s cascade', x.relation, x.grantee);
  end loop;
  for x in select conname from pg_constraint where conrelid = t and contype in ('c', 'u', 'f', 'x') loop
    execute format('alter table %s drop constraint %I', t, x.conname);
  end loop;
  for x in select indexrelid::regclass as name from pg_index where indrelid = t and indisunique and not indisprimary loop
    execute format('drop index %s', x.name);
  end loop;
  for x in
    select attname from pg_attribute where attrelid = t and attnum > 0 and attnotnull and not attisdropped and attidentity = ''
       and not exists (select from pg_index where indrelid = t and indisprimary and attnum = any (indkey))
  loop
    execute format('alter table %s alter column %I drop not null', t, x.attname);
  end loop;
end $$;

alter table public.user_integrations
  add column if not exists id uuid default gen_random_uuid(),
  add column if not exists user_id uuid,
  add column if not exists location_id uuid,
  add column if not exists integration_type text,
  add column if not exists connection_method text,
  add column if not exists credentials jsonb,
  add column if not exists status text,
  add column if not exists last_synced_at timestamptz,
  add column if not exists synced_data jsonb,
  add column if not exists created_at timestamptz,
  add column if not exists updated_at timestamptz;

-- Every old row is kept as it was: folded ones whole, the newest of its gym and type without the credentials that stay in it.
with ranked as (
  select u.ctid, to_jsonb(u) as content, u.location_id is null or u.integration_type is null as homeless,
         row_number() over (partition by u.location_id::text, lower(u.integration_type::text)
           order by u.updated_at desc nulls last, u.created_at desc nulls last, u.id desc) as place
    from public.user_integrations u
), gone as (
  delete from public.user_integrations u using ranked r where u.ctid = r.ctid and (r.homeless or r.place > 1)
)
insert into private.user_integrations_archive (reason, content)
select case when homeless then 'no gym' when place > 1 then 'folded' else 'before' end,
       case when homeless or place > 1 then content else content - 'credentials' end
  from ranked;

do $$
declare
  t constant regclass := 'public.user_integrations';
  x record;
begin
  set local timezone = 'UTC';
  for x in
    select w.name, w.kind from pg_attribute a join (values ('user_id', 'uuid'), ('location_id', 'uuid'), ('integration_type', 'text'),
        ('connection_method', 'text'), ('status', 'text'), ('last_synced_at', 'timestamptz'), ('synced_data', 'jsonb'),
        ('created_at', 'timestamptz'), ('updated_at', 'timestamptz')) w (name, kind) on w.name = a.attname
     where a.attrelid = t and a.atttypid <> w.kind::regtype
  loop
    execute format('alter table %s alter column %I drop default, alter column %2$I type %s using (%2$I::text)::%3$s', t, x.name, x.kind);
  end loop;
end $$;

-- No desk has a login yet, so nothing is connected; what stood here is in the archive.
alter table public.user_integrations
  add column connection_id uuid,
  add column account text check (account ~ '^[0-9a-f]{64}$'),
  add column epoch bigint not null default 0 check (epoch >= 0),
  add column revision bigint not null default 0,
  add column changed_by_desk uuid;
update public.user_integrations u set
  integration_type = lower(integration_type),
  status = case when status is null or lower(status) = 'configuring' then 'configuring' else 'disconnected' end,
  epoch = case when status is null or lower(status) = 'configuring' then 0 else 1 end,
  connection_method = null, last_synced_at = null, synced_data = null,
  created_at = coalesce(created_at, updated_at, now()), updated_at = coalesce(updated_at, created_at, now()),
  user_id = (select a.id from auth.users a where a.id = u.user_id);
insert into public.locations (id, name)
select distinct location_id, 'Location ' || left(location_id::text, 8) from public.user_integrations;

create sequence public.user_integrations_revision as bigint;
update public.user_integrations set revision = nextval('public.user_integrations_revision');

alter table public.user_integrations
  alter column location_id set not null,
  alter column integration_type set not null,
  alter column status set not null,
  alter column status set default 'configuring',
  alter column created_at set not null,
  alter column created_at set default now(),
  alter column updated_at set not null,
  alter column updated_at set default now(),
  add constraint user_integrations_user_id foreign key (user_id) references auth.users on delete set null,
  add constraint user_integrations_location_id foreign key (location_id) references public.locations on delete cascade,
  add constraint user_integrations_type check (integration_type ~ '^[a-z0-9_-]{1,40}$'),
  add constraint user_integrations_method check (connection_method in ('oauth', 'manual')),
  add constraint user_integrations_status check (status in ('configuring', 'connected', 'disconnected', 'error')),
  add constraint user_integrations_synced_data check (pg_column_size(synced_data) < 4096),
  add constraint user_integrations_one_per_gym unique (location_id, integration_type);
create index user_integrations_user_id on public.user_integrations (user_id);

-- What each desk has: written by that desk's pushes only.
create table public.integration_desks (
  location_id uuid not null,
  integration_type text not null,
  desk_id uuid not null,
  desk_name text not null check (length(desk_name) between 1 and 80),
  connection_id uuid,
  proposed_id uuid,
  last_seq bigint not null,
  changed_epoch bigint not null default 0,
  last_attempt_at timestamptz,
  last_error_code text,
  last_success_at timestamptz,
  primary key (location_id, integration_type, desk_id),
  foreign key (location_id, integration_type) references public.user_integrations (location_id, integration_type)
    on delete cascade on update cascade
);

-- The caller's gyms. With the owner's rights, because the members' own policy stands in the way of asking.
create function private.my_locations() returns uuid[]
  language sql stable security definer set search_path = '' as
$$ select coalesce(array_agg(location_id), '{}') from public.location_members where user_id = (select auth.uid()) $$;

alter table public.locations enable row level security;
alter table public.location_members enable row level security;
alter table public.integration_desks enable row level security;
-- "= any ((select ...))" is asked once a statement and uses the index; "in (select ...)" reads every gym of the country.
create policy members_read on public.locations for select to authenticated
  using (id = any ((select private.my_locations())::uuid[]));
create policy members_read on public.location_members for select to authenticated
  using (user_id = (select auth.uid()));
create policy members_read on public.user_integrations for select to authenticated
  using (location_id = any ((select private.my_locations())::uuid[]));
create policy members_read on public.integration_desks for select to authenticated
  using (location_id = any ((select private.my_locations())::uuid[]));

-- Older projects grant everything to the API roles on creation. service_role is one of them.
revoke all on public.locations, public.location_members, public.user_integrations, public.integration_desks
  from public, anon, authenticated, service_role;
revoke all on sequence public.user_integrations_revision from public, anon, authenticated, service_role;
revoke all on private.user_integrations_archive from public, anon, authenticated, service_role;
revoke all on function private.my_locations() from public, anon, authenticated, service_role;
grant usage on schema private to authenticated;
grant execute on function private.my_locations() to authenticated;
grant select on public.locations, public.location_members, public.integration_desks to authenticated;
-- All but credentials.
grant select (id, user_id, location_id, integration_type, connection_method, status, last_synced_at, synced_data,
  created_at, updated_at, connection_id, account, epoch, revision, changed_by_desk) on public.user_integrations to authenticated;
