-- Scans and the pieces of work they fall into.

create table scan (
  id uuid primary key,
  tenant_no int not null,
  source_id uuid not null references source (id) on delete cascade,
  state text not null check (state in ('queued', 'planning', 'running', 'paused', 'cancelled', 'finished', 'failed')),
  mode text not null check (mode in ('full', 'sample')),
  sample_rows bigint,
  datasets text[],
  started_by text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  previous_id uuid,
  problems jsonb not null default '[]',
  why text
);
create index scan_by_source on scan (source_id, created_at desc);
create index scan_by_time on scan (tenant_no, created_at desc, id desc);
-- One scan of a source at a time.
create unique index scan_one_open on scan (source_id) where state in ('queued', 'planning', 'running', 'paused');
-- tenant-table: scan

-- A dataset within a scan: as described by the source then, and what was decided about each of its fields.
create table scan_dataset (
  tenant_no int not null,
  scan_id uuid not null references scan (id) on delete cascade,
  dataset_id int not null references dataset (id) on delete cascade,
  state text not null check (state in ('planning', 'reading', 'merging', 'finished', 'failed')),
  description jsonb not null,
  links jsonb not null default '{}',
  plan jsonb,
  rows_expected bigint,
  findings int not null default 0,
  problems jsonb not null default '[]',
  primary key (scan_id, dataset_id)
);
-- tenant-table: scan_dataset

-- One piece of work, claimed by a worker thread under a lease. `token` fences: only the claim that holds the newest may finish it.
-- describe: list the source's datasets. sample: decide the fields of one dataset and cut it into chunks. read: one chunk. merge: finish a dataset.
create table scan_chunk (
  id bigint generated always as identity primary key,
  tenant_no int not null,
  scan_id uuid not null references scan (id) on delete cascade,
  dataset_id int references dataset (id) on delete cascade,
  work text not null check (work in ('describe', 'sample', 'read', 'merge')),
  ordinal int not null default 0,
  spec jsonb,
  rows_expected bigint,
  state text not null default 'ready' check (state in ('ready', 'claimed', 'done', 'failed')),
  not_before timestamptz,
  claimed_by text,
  lease_until timestamptz,
  token bigint not null default 0,
  attempts int not null default 0,
  rows_done bigint not null default 0,
  bytes_done bigint not null default 0,
  finished_at timestamptz,
  block_id int,
  profile jsonb,
  problems jsonb not null default '[]',
  unique nulls not distinct (scan_id, dataset_id, work, ordinal)
);
create index scan_chunk_open on scan_chunk (scan_id, id) where state in ('ready', 'claimed');
-- tenant-table: scan_chunk

create table scan_change (
  tenant_no int not null,
  scan_id uuid not null references scan (id) on delete cascade,
  id bigint generated always as identity,
  change text not null,
  dataset text not null,
  field text,
  kind text,
  before double precision,
  after double precision,
  primary key (scan_id, id)
);
-- tenant-table: scan_change

-- Which scans have work to claim: ids only, readable across organisations by the workers, like the job queue.
create table open_scan (
  scan_id uuid primary key references scan (id) on delete cascade,
  organisation_no int not null,
  organisation_id uuid not null,
  opened_at timestamptz not null default now()
);
grant select, insert, update, delete on open_scan to waarborg_app;
