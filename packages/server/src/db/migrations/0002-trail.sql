-- The trail: one hash chain for each organisation. Lines are added, never changed; the application role has no right to, and a trigger refuses
-- it to the owner as well.

create table trail_heads (
  tenant_no int primary key references tenants,
  sequence bigint not null,
  hash bytea not null
);
-- tenant-table: trail_heads

create table trail_entries (
  tenant_no int not null references tenants,
  sequence bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor text not null,
  act text not null,
  subject text,
  reason text,
  -- Canonical JSON as it was hashed; text, because jsonb would rewrite it.
  details text not null,
  hash bytea not null,
  primary key (tenant_no, sequence)
);
create index trail_entries_at on trail_entries (tenant_no, at);
create index trail_entries_act on trail_entries (tenant_no, act, sequence);
-- tenant-table: trail_entries
revoke update, delete on trail_entries from waarborg_app;

create table trail_checkpoints (
  tenant_no int not null references tenants,
  sequence bigint not null,
  hash bytea not null,
  at timestamptz not null,
  signature bytea not null,
  primary key (tenant_no, sequence)
);
-- tenant-table: trail_checkpoints
revoke update, delete on trail_checkpoints from waarborg_app;

create function trail_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The trail is append-only.' using errcode = 'restrict_violation';
end
$$;
create trigger append_only before update or delete on trail_entries for each row execute function trail_is_append_only();
create trigger append_only_all before truncate on trail_entries for each statement execute function trail_is_append_only();
create trigger append_only before update or delete on trail_checkpoints for each row execute function trail_is_append_only();
create trigger append_only_all before truncate on trail_checkpoints for each statement execute function trail_is_append_only();
