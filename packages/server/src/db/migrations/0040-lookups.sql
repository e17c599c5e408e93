-- Look-ups of a customer: fingerprints and masked text only; the value that was typed is nowhere.
create table lookup (
  id uuid primary key,
  tenant_no int not null,
  reason text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  -- What was typed: [{kind, fingerprint, masked, uncertain}].
  starts jsonb not null,
  records bigint not null default 0,
  datasets int not null default 0,
  sources int not null default 0,
  truncated boolean not null default false
);
create index lookup_by_time on lookup (tenant_no, at desc, id desc);
-- tenant-table: lookup

create table lookup_step (
  id uuid primary key,
  tenant_no int not null,
  lookup_id uuid not null references lookup (id) on delete cascade,
  ordinal int not null,
  kind text not null,
  fingerprint bigint not null,
  masked text not null default '',
  state text not null check (state in ('certain', 'proposed', 'accepted', 'dropped')),
  why text not null,
  from_step uuid,
  from_dataset int,
  depth int not null,
  records bigint not null default 0,
  unique (lookup_id, kind, fingerprint)
);
-- tenant-table: lookup_step

-- What a person decided; outlives the step it is about, so that a walk made again keeps to it.
create table lookup_decision (
  tenant_no int not null,
  lookup_id uuid not null references lookup (id) on delete cascade,
  kind text not null,
  fingerprint bigint not null,
  decision text not null check (decision in ('accepted', 'dropped')),
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (lookup_id, kind, fingerprint)
);
-- tenant-table: lookup_decision
