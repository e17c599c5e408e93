-- Who stands behind the secret of an API token, in one call of the database instead of two transactions: programs call at each note. The settings
-- hold for this statement only, and the function runs as its caller, so that row-level security shows what it always shows: the one token
-- whose secret was given, and the memberships of its owner.
create function token_holder(given_hash text)
returns table (
  id uuid, tenant_no int, user_id uuid, name text, abilities text[], expires_at timestamptz, last_used_at timestamptz,
  tenant_id uuid, roles text[], user_name text
) language plpgsql volatile security invoker set search_path = public as $$
declare
  token record;
begin
  perform set_config('app.secret_hash', given_hash, true);
  select t.* into token from api_tokens t where t.secret_hash = decode(given_hash, 'hex') and t.revoked_at is null;
  if not found then
    return;
  end if;
  perform set_config('app.user_id', token.user_id::text, true);
  return query
    select token.id, token.tenant_no, token.user_id, token.name, token.abilities, token.expires_at, token.last_used_at, o.id, m.roles, u.name
    from memberships m join tenants o on o.tenant_no = m.tenant_no join users u on u.id = m.user_id
    where m.user_id = token.user_id and m.tenant_no = token.tenant_no and m.active;
end
$$;
