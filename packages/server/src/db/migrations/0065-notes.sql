-- Settings of the note guard: whole versions, added and never changed. No row means: as the product comes (version 0).
create table guard_settings_version (
  tenant_no int not null,
  version int not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  why text not null,
  doc jsonb not null,
  primary key (tenant_no, version)
);
-- tenant-table: guard_settings_version
revoke update, delete on guard_settings_version from waarborg_app;

-- Counts per day, label, team and channel ('' where not known). Never a text, never a writer.
create table note_count (
  tenant_no int not null,
  day date not null,
  label text not null,
  team text not null,
  channel text not null,
  shown bigint not null default 0,
  accepted bigint not null default 0,
  overridden bigint not null default 0,
  blocked bigint not null default 0,
  masked bigint not null default 0,
  emergency bigint not null default 0,
  primary key (tenant_no, day, label, team, channel)
);
-- tenant-table: note_count

-- Batches of counts that were taken, so that one that is sent again does not count twice.
create table note_batch (
  tenant_no int not null,
  batch uuid not null,
  at timestamptz not null,
  primary key (tenant_no, batch)
);
-- tenant-table: note_batch

-- A block that was passed for a vital interest, without the text and without the writer.
create table note_emergency (
  id uuid primary key,
  tenant_no int not null,
  label text not null,
  channel text,
  team text,
  at timestamptz not null,
  done_at timestamptz,
  done_by_id text,
  done_by_name text,
  done_note text
);
create index note_emergency_open on note_emergency (tenant_no, at desc) where done_at is null;
-- tenant-table: note_emergency
