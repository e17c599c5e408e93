-- What organisations decided about the detector. Versions are only ever added; the one in force is the last. The document itself is sealed: the words
-- to allow can be names.
create table tuning_version (
  tenant_no int not null,
  version int not null check (version > 0),
  at timestamptz not null,
  by_name text not null,
  reason text not null,
  -- Ids, kinds and counts; no words.
  changes jsonb not null,
  sealed bytea not null,
  primary key (tenant_no, version)
);
-- tenant-table: tuning_version

-- Shapes that scans saw the numbers of a field follow. No value stands here: fixed parts of a shape are those that nearly all values share.
create table pattern_proposal (
  id uuid primary key,
  tenant_no int not null,
  source_id uuid not null references source (id) on delete cascade,
  dataset text not null,
  field text not null,
  shape text not null,
  realm text not null,
  value_count int not null,
  share real not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'dismissed')),
  found_at timestamptz not null,
  decided_at timestamptz,
  unique (tenant_no, source_id, dataset, field, shape)
);
create index pattern_proposal_open on pattern_proposal (tenant_no, found_at desc) where state = 'open';
create index pattern_proposal_by_source on pattern_proposal (source_id);
-- tenant-table: pattern_proposal

-- By which version of the tuning a scan reads; 0 when there was none at its start.
alter table scan add column tuning_version int not null default 0;
