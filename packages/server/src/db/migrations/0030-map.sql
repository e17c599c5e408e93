-- What flows between systems: written down by a person, or seen by a scan as identifiers that occur on both sides.
create table flow (
  id uuid primary key,
  tenant_no int not null,
  from_id uuid not null references source (id) on delete cascade,
  to_id uuid not null references source (id) on delete cascade,
  what text not null default '',
  kinds text[] not null default '{}',
  found boolean not null,
  -- Identifiers on both sides, scaled up from the sampled part of the fingerprint space; null when written down.
  shared bigint,
  created_at timestamptz not null,
  created_by text not null,
  check (from_id <> to_id)
);
create unique index flow_found_once on flow (tenant_no, from_id, to_id) where found;
-- tenant-table: flow
