-- What a scan leaves behind, readable by the map and the look-up: datasets, their fields, what was found, and what was said about it.

-- A table, folder, sheet or mailbox of a source. `scanned_at` is null until a scan of it has finished once.
create table dataset (
  id int generated always as identity primary key,
  tenant_no int not null,
  source_id uuid not null references source (id) on delete cascade,
  name text not null,
  kind text not null,
  rows bigint not null default 0,
  bytes bigint,
  -- Names of the fields of its key; empty: the connector numbers the records. integer_keys: posting.record is the key itself.
  key_fields text[] not null default '{}',
  integer_keys boolean not null default true,
  oldest timestamptz,
  newest timestamptz,
  scanned_at timestamptz,
  scan_id uuid,
  -- True: only a sample was read; counts are estimates.
  sampled boolean not null default false,
  -- How complete the subject index is for it: a sample scan does not replace the postings of a full one.
  indexed text not null default 'none' check (indexed in ('none', 'sample', 'full')),
  -- True: the last scan met parts it could not read.
  incomplete boolean not null default false,
  gone_at timestamptz,
  unique (tenant_no, source_id, name)
);
create index dataset_by_source on dataset (source_id);
-- tenant-table: dataset

-- `ordinal` is what posting.field holds; it is never given to another field of the dataset.
create table field (
  id int generated always as identity primary key,
  tenant_no int not null,
  dataset_id int not null references dataset (id) on delete cascade,
  ordinal smallint not null,
  name text not null,
  storage text not null,
  native_type text not null,
  -- Dominant kind, FREE_TEXT or NONE.
  type text not null default 'NONE',
  realm text,
  -- "dataset.field" this field refers to, declared or recognised by its name; its LINK postings are references, those of a key are the record itself.
  link_to text,
  confidence real not null default 0,
  reason text not null default '',
  value_count bigint not null default 0,
  null_count bigint not null default 0,
  -- When a scan of it last finished; null until then.
  seen_at timestamptz,
  gone_at timestamptz,
  unique (dataset_id, ordinal),
  unique (dataset_id, name)
);
-- tenant-table: field

-- A field holds a kind (span type or flag code). The verdict columns repeat the newest row of finding_verdict.
create table finding (
  id int generated always as identity primary key,
  tenant_no int not null,
  field_id int not null references field (id) on delete cascade,
  kind text not null,
  count bigint not null,
  share real not null,
  persons bigint,
  confidence real not null,
  reason text not null,
  evidence text[] not null default '{}',
  oldest timestamptz,
  newest timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  scan_id uuid not null,
  -- Set when a later scan of the dataset no longer found it; cleared when it comes back.
  gone_at timestamptz,
  verdict text check (verdict in ('confirmed', 'notPersonal')),
  verdict_by text,
  verdict_at timestamptz,
  verdict_why text,
  unique (field_id, kind)
);
-- tenant-table: finding

-- Every verdict ever given, the withdrawn ones (null) too.
create table finding_verdict (
  id bigint generated always as identity primary key,
  tenant_no int not null,
  finding_id int not null references finding (id) on delete cascade,
  verdict text check (verdict in ('confirmed', 'notPersonal')),
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  why text not null default ''
);
create index finding_verdict_by_finding on finding_verdict (finding_id);
-- tenant-table: finding_verdict

-- One line per finding per finished scan.
create table field_history (
  tenant_no int not null,
  field_id int not null references field (id) on delete cascade,
  scan_id uuid not null,
  at timestamptz not null,
  kind text not null,
  count bigint not null,
  share real not null,
  persons bigint,
  sampled boolean not null default false,
  primary key (field_id, scan_id, kind)
);
-- tenant-table: field_history
