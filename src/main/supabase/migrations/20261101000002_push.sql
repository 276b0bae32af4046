-- The rules of several desks, once. No integration is named here: the next one costs no SQL.

create function private.rfc3339(at timestamptz) returns text
  language sql stable set search_path = '' as
$$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

-- One integration of one gym as every answer carries it, with the rights of whoever asks; null where nothing was ever pushed.
create function private.integration_json(location uuid, kind text) returns jsonb
  language sql stable security invoker set search_path = '' as
$$
  select jsonb_build_object(
    'status', u.status, 'connection_method', u.connection_method, 'connection_id', u.connection_id, 'account', u.account,
    'epoch', u.epoch, 'revision', u.revision, 'last_synced_at', private.rfc3339(u.last_synced_at),
    'synced_data', u.synced_data, 'updated_at', private.rfc3339(u.updated_at),
    'changed_by_desk', (select jsonb_build_object('id', d.desk_id, 'name', d.desk_name) from public.integration_desks d
      where d.location_id = u.location_id and d.integration_type = u.integration_type and d.desk_id = u.changed_by_desk),
    'desks', coalesce((select jsonb_agg(jsonb_build_object('id', d.desk_id, 'name', d.desk_name,
        'has_login', u.connection_id is not null and d.connection_id is not distinct from u.connection_id,
        'last_attempt_at', private.rfc3339(d.last_attempt_at), 'last_error_code', d.last_error_code,
        'last_success_at', private.rfc3339(d.last_success_at)) order by d.desk_name, d.desk_id)
      from public.integration_desks d
      where d.location_id = u.location_id and d.integration_type = u.integration_type), '[]'))
  from public.user_integrations u where u.location_id = location and u.integration_type = kind
$$;

/*
  Takes one push of a desk, already checked for form. p: kind (connect, sync, disconnect), method, integration_type,
  location_id, desk_id, desk_name, op_seq, connection_id, base_epoch, observed_at, sent_at, account, synced_data, error_code.
  Answers {outcome, integration}; the outcome changed_elsewhere means that nothing was changed.
  With the owner's rights, so the first thing it does is to ask whether the caller belongs to the gym.
*/
create function private.push_integration(p jsonb) returns jsonb
  language plpgsql security definer set search_path = '' as
$$
declare
  gym constant uuid := (p ->> 'location_id')::uuid;
  kind constant text := p ->> 'integration_type';
  desk constant uuid := (p ->> 'desk_id')::uuid;
  seq constant bigint := (p ->> 'op_seq')::bigint;
  said constant uuid := (p ->> 'connection_id')::uuid;
  failed constant boolean := p ->> 'error_code' is not null;
  skew constant interval := now() - (p ->> 'sent_at')::timestamptz;
  -- A small difference is the way here; only a clearly wrong clock is corrected, and nothing lies in the future.
  seen constant timestamptz := least(now(), (p ->> 'observed_at')::timestamptz
    + case when abs(extract(epoch from skew)) > 30 then skew else interval '0' end);
  held record;  -- the gym's row
  own record;   -- this desk's
  same boolean;
  outcome text;
begin
  if (gym = any (private.my_locations())) is not true then
    raise sqlstate 'PT403' using message = 'not_a_member';
  end if;

  -- The lock on the gym's row puts all desks of the gym in line.
  loop
    select connection_id, account, epoch, last_synced_at into held
      from public.user_integrations where location_id = gym and integration_type = kind for update;
    exit when found;
    insert into public.user_integrations (location_id, integration_type) values (gym, kind) on conflict do nothing;
  end loop;
  select last_seq, proposed_id into own
    from public.integration_desks where location_id = gym and integration_type = kind and desk_id = desk;

  if seq <= own.last_seq then
    return jsonb_build_object('outcome', case when seq = own.last_seq then 'duplicate' else 'stale' end,
      'integration', private.integration_json(gym, kind));
  end if;

  same := held.connection_id is not null
    and held.connection_id = case when said = own.proposed_id then held.connection_id else said end;
  outcome := case
    when same then case p ->> 'kind' when 'disconnect' then 'ended' else 'counted' end
    when p ->> 'kind' <> 'connect' then 'superseded'
    when held.connection_id is not null and held.account = p ->> 'account' then 'joined'
    when exists (select from public.integration_desks where location_id = gym and integration_type = kind and desk_id <> desk
        and changed_epoch > (p ->> 'base_epoch')::bigint) then 'changed_elsewhere'
    else 'connected' end;
  if outcome = 'changed_elsewhere' then
    return jsonb_build_object('outcome', outcome, 'integration', private.integration_json(gym, kind));
  end if;

  insert into public.integration_desks as d (location_id, integration_type, desk_id, desk_name, last_seq)
    values (gym, kind, desk, p ->> 'desk_name', seq)
    on conflict (location_id, integration_type, desk_id) do update set desk_name = excluded.desk_name, last_seq = excluded.last_seq;

  if outcome in ('ended', 'connected') then
    -- What any desk had belonged to the connection that ends here.
    update public.integration_desks set connection_id = null, proposed_id = null, last_attempt_at = null,
        last_error_code = null, last_success_at = null
      where location_id = gym and integration_type = kind;
    update public.integration_desks set changed_epoch = held.epoch + 1
      where location_id = gym and integration_type = kind and desk_id = desk;
    held.connection_id := case outcome when 'connected' then said end;
    held.last_synced_at := null;
    update public.user_integrations set epoch = held.epoch + 1, connection_id = held.connection_id, changed_by_desk = desk,
        account = case outcome when 'connected' then p ->> 'account' end,
        connection_method = case outcome when 'connected' then p ->> 'method' end,
        last_synced_at = null, synced_data = null
      where location_id = gym and integration_type = kind;
  end if;

  if outcome in ('connected', 'joined', 'counted') then
    update public.integration_desks set connection_id = held.connection_id, last_attempt_at = seen,
        last_error_code = p ->> 'error_code',
        last_success_at = case when failed then last_success_at else seen end,
        proposed_id = case outcome when 'joined' then said else proposed_id end
      where location_id = gym and integration_type = kind and desk_id = desk;
    -- Count and time move together; the newest observation wins.
    if not failed and (held.last_synced_at is null or seen >= held.last_synced_at) then
      update public.user_integrations set last_synced_at = seen, synced_data = p -> 'synced_data'
        where location_id = gym and integration_type = kind;
    end if;
  end if;

  update public.user_integrations u set
      status = case
        when u.connection_id is null then case u.epoch when 0 then 'configuring' else 'disconnected' end
        when exists (select from public.integration_desks d where d.location_id = gym and d.integration_type = kind
            and d.connection_id = u.connection_id and d.last_error_code is null) then 'connected'
        else 'error' end,
      revision = nextval('public.user_integrations_revision'), updated_at = now(), user_id = auth.uid()
    where location_id = gym and integration_type = kind;
  return jsonb_build_object('outcome', case when outcome in ('joined', 'superseded') then outcome else 'applied' end,
    'integration', private.integration_json(gym, kind));
end $$;

-- The token broker's calls of the last minutes, by user.
create table private.broker_calls (
  user_id uuid primary key references auth.users on delete cascade,
  calls timestamptz[] not null
);

-- Counts a call of the caller: 0, or the seconds to wait where there were thirty in five minutes.
create function private.admit_broker_call() returns integer
  language plpgsql security definer set search_path = '' as
$$
declare
  me constant uuid := auth.uid();
  recent timestamptz[];
begin
  insert into private.broker_calls (user_id, calls) values (me, '{}') on conflict do nothing;
  select calls into recent from private.broker_calls where user_id = me for update;
  recent := array(select c from unnest(recent) c where c > now() - interval '5 minutes' order by c);
  if cardinality(recent) >= 30 then
    return greatest(1, ceil(extract(epoch from recent[1] + interval '5 minutes' - now())));
  end if;
  update private.broker_calls set calls = recent || now() where user_id = me;
  return 0;
end $$;

revoke all on private.broker_calls from public, anon, authenticated, service_role;
revoke all on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.my_locations(), private.rfc3339(timestamptz), private.integration_json(uuid, text),
  private.push_integration(jsonb), private.admit_broker_call() to authenticated;
