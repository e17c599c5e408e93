-- Cleaning up old notes: what runs left to be judged, the verdicts, and the batches that write them back. Texts stand here only sealed: what a
-- person typed as the new text, and the old text for as long as it can be put back.

create table cleanup_run (
  id uuid primary key,
  tenant_no int not null,
  source_id uuid not null references source (id) on delete cascade,
  state text not null check (state in ('queued', 'running', 'paused', 'cancelled', 'finished', 'failed')),
  datasets text[],
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  planned boolean not null default false,
  problems jsonb not null default '[]',
  why text
);
create index cleanup_run_by_time on cleanup_run (tenant_no, created_at desc, id desc);
-- One run over a source at a time.
create unique index cleanup_run_one_open on cleanup_run (source_id) where state in ('queued', 'running', 'paused');
-- tenant-table: cleanup_run

-- A dataset within a run: its shape, its fields of free text and the field that dates a note.
create table cleanup_run_dataset (
  tenant_no int not null,
  run_id uuid not null references cleanup_run (id) on delete cascade,
  dataset_id int not null references dataset (id) on delete cascade,
  description jsonb not null,
  -- [{id, name}]
  fields jsonb not null,
  date_field text,
  -- The key itself says who it is about (a citizen service number): kept sealed even when it is an integer.
  seal_keys boolean not null default false,
  primary key (run_id, dataset_id)
);
create index cleanup_run_dataset_by_dataset on cleanup_run_dataset (dataset_id);
-- tenant-table: cleanup_run_dataset

-- A piece of reading. `token` fences: only the claim that holds the newest may finish it.
create table cleanup_piece (
  id bigint generated always as identity primary key,
  tenant_no int not null,
  run_id uuid not null references cleanup_run (id) on delete cascade,
  dataset_id int not null references dataset (id) on delete cascade,
  ordinal int not null,
  spec jsonb not null,
  rows_expected bigint,
  state text not null default 'ready' check (state in ('ready', 'claimed', 'done', 'failed')),
  token bigint not null default 0,
  attempts int not null default 0,
  lease_until timestamptz,
  rows_done bigint not null default 0,
  found bigint not null default 0,
  unique (run_id, dataset_id, ordinal)
);
create index cleanup_piece_open on cleanup_piece (run_id, id) where state in ('ready', 'claimed');
-- tenant-table: cleanup_piece

-- Notes of one dataset whose most serious remark has the same keyed fingerprint of its words. The counts are kept by the triggers below.
create table cleanup_group (
  id bigint generated always as identity primary key,
  tenant_no int not null,
  source_id uuid not null,
  dataset_id int not null references dataset (id) on delete cascade,
  label text not null,
  print bigint not null,
  tier smallint not null,
  confidence smallint not null,
  oldest date,
  items int not null default 0,
  open_items int not null default 0,
  later_items int not null default 0,
  dismissed_items int not null default 0,
  decided_items int not null default 0,
  unique (dataset_id, label, print)
);
create index cleanup_group_queue on cleanup_group (tenant_no, tier desc, confidence desc, open_items desc, id) where open_items > 0;
create index cleanup_group_by_label on cleanup_group (tenant_no, label, tier desc, confidence desc, open_items desc, id) where open_items > 0;
create index cleanup_group_by_dataset on cleanup_group (dataset_id, tier desc, confidence desc, open_items desc, id) where open_items > 0;
create index cleanup_group_by_source on cleanup_group (source_id, tier desc, confidence desc, open_items desc, id) where open_items > 0;
-- tenant-table: cleanup_group

-- One note with a remark in it. `record` is the key when that is an integer, else a keyed hash of it and the key itself sealed.
create table cleanup_item (
  id bigint generated always as identity primary key,
  tenant_no int not null,
  run_id uuid not null,
  source_id uuid not null,
  dataset_id int not null references dataset (id) on delete cascade,
  field_id int not null references field (id) on delete cascade,
  record bigint not null,
  key_sealed bytea,
  group_id bigint not null references cleanup_group (id) on delete cascade,
  label text not null,
  tier smallint not null,
  confidence smallint not null,
  -- [{label, start, end, confidence, reason}], UTF-16 offsets.
  remarks jsonb not null,
  -- Keyed fingerprint of the whole text: was the note changed since?
  content bigint not null,
  noted_on date,
  state text not null default 'open' check (state in ('open', 'later', 'dismissed', 'decided', 'batched', 'written', 'refused', 'gone')),
  verdict text check (verdict in ('redact', 'rewrite', 'erase', 'dismiss', 'later')),
  verdict_by_id text,
  verdict_by text,
  verdict_at timestamptz,
  -- The new text a person typed, sealed.
  becomes bytea,
  sample_id uuid,
  batch_id uuid,
  unique (dataset_id, field_id, record)
) with (fillfactor = 85);
create index cleanup_item_by_group on cleanup_item (group_id, state, id);
create index cleanup_item_decided on cleanup_item (source_id, id) where state = 'decided';
create index cleanup_item_by_batch on cleanup_item (batch_id) where batch_id is not null;
-- tenant-table: cleanup_item

create table cleanup_tally (
  tenant_no int not null,
  source_id uuid not null,
  dataset_id int not null,
  label text not null,
  state text not null,
  items bigint not null,
  primary key (tenant_no, source_id, dataset_id, label, state)
);
-- tenant-table: cleanup_tally

-- Which notes were drawn before a verdict on a whole group, which of them were looked at, and what was decided.
create table cleanup_sample (
  id uuid primary key,
  tenant_no int not null,
  group_id bigint not null references cleanup_group (id) on delete cascade,
  drawn bigint[] not null,
  seen bigint[] not null default '{}',
  of_items int not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  verdict text,
  verdict_at timestamptz,
  verdict_items int
);
-- tenant-table: cleanup_sample

-- A batch outlives its source: it is the evidence.
create table cleanup_batch (
  id uuid primary key,
  tenant_no int not null,
  source_id uuid not null,
  source_name text not null,
  reason text not null,
  state text not null check (state in ('proposed', 'waiting', 'writing', 'paused', 'written', 'byHand', 'puttingBack', 'putBack', 'rejected', 'withdrawn')),
  proposed_by_id text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by_id text,
  approved_by text,
  approved_at timestamptz,
  alone boolean not null default false,
  write_after timestamptz,
  rejected_by text,
  rejected_at timestamptz,
  rejected_why text,
  keep_days int not null,
  finished_at timestamptz,
  kept_until timestamptz,
  kept_removed_at timestamptz,
  put_back_why text,
  trouble text,
  checking boolean not null default false,
  checked_at timestamptz,
  -- Fences the job that writes: only the newest token may.
  token bigint not null default 0,
  lease_until timestamptz
);
create index cleanup_batch_by_time on cleanup_batch (tenant_no, proposed_at desc, id desc);
-- tenant-table: cleanup_batch

create table cleanup_row (
  id bigint generated always as identity primary key,
  tenant_no int not null,
  batch_id uuid not null references cleanup_batch (id) on delete cascade,
  item_id bigint not null,
  dataset_id int not null,
  dataset text not null,
  field text not null,
  record bigint not null,
  key_sealed bytea,
  label text not null,
  labels text[] not null,
  verdict text not null,
  noted_on date,
  judged_by_id text not null,
  judged_by text not null,
  -- planned -> writing -> written; written -> restoring -> restored. After a crash what is in writing or restoring is compared with the source.
  state text not null default 'planned' check (state in ('planned', 'writing', 'written', 'refused', 'byHand', 'restoring', 'restored')),
  why text,
  -- Keyed fingerprints of the text before and after, and both texts sealed for as long as they can be put back.
  was_print bigint not null,
  becomes_print bigint,
  was bytea,
  becomes bytea,
  written_at timestamptz,
  checked text check (checked in ('clean', 'flagged', 'changed', 'gone')),
  wanted_back boolean not null default false
) with (fillfactor = 60);
create index cleanup_row_by_state on cleanup_row (batch_id, state, id);
-- tenant-table: cleanup_row

create table cleanup_settings (
  tenant_no int primary key,
  keep_days int not null default 14 check (keep_days between 0 and 90),
  alone_why text,
  alone_by text,
  alone_at timestamptz
);
-- tenant-table: cleanup_settings

-- The counts follow the items, whatever changes them.
create function cleanup_count_groups(group_ids bigint[], states text[], changes int[]) returns void language sql as $$
  update cleanup_group g set items = g.items + d.items, open_items = g.open_items + d.open, later_items = g.later_items + d.later,
    dismissed_items = g.dismissed_items + d.dismissed, decided_items = g.decided_items + d.decided
  from (select id, sum(n) as items, coalesce(sum(n) filter (where state = 'open'), 0) as open, coalesce(sum(n) filter (where state = 'later'), 0) as later,
      coalesce(sum(n) filter (where state = 'dismissed'), 0) as dismissed, coalesce(sum(n) filter (where state = 'decided'), 0) as decided
    from unnest(group_ids, states, changes) as c (id, state, n) group by id) d
  where g.id = d.id
$$;

create function cleanup_item_added() returns trigger language plpgsql as $$
begin
  perform cleanup_count_groups(array_agg(group_id), array_agg(state), array_agg(n)) from (select group_id, state, count(*)::int as n from new_items group by 1, 2) c;
  insert into cleanup_tally as t (tenant_no, source_id, dataset_id, label, state, items)
    select tenant_no, source_id, dataset_id, label, state, count(*) from new_items group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (tenant_no, source_id, dataset_id, label, state) do update set items = t.items + excluded.items;
  return null;
end $$;
create function cleanup_item_changed() returns trigger language plpgsql as $$
begin
  perform cleanup_count_groups(array_agg(group_id), array_agg(state), array_agg(n)) from (
    select group_id, state, sum(n)::int as n from (select group_id, state, 1 as n from new_items union all select group_id, state, -1 from old_items) b group by 1, 2 having sum(n) <> 0) c;
  insert into cleanup_tally as t (tenant_no, source_id, dataset_id, label, state, items)
    select tenant_no, source_id, dataset_id, label, state, sum(n) from (
      select tenant_no, source_id, dataset_id, label, state, 1 as n from new_items union all select tenant_no, source_id, dataset_id, label, state, -1 from old_items) b
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
    on conflict (tenant_no, source_id, dataset_id, label, state) do update set items = t.items + excluded.items;
  return null;
end $$;
create function cleanup_item_removed() returns trigger language plpgsql as $$
begin
  perform cleanup_count_groups(array_agg(group_id), array_agg(state), array_agg(n)) from (select group_id, state, -count(*)::int as n from old_items group by 1, 2) c;
  insert into cleanup_tally as t (tenant_no, source_id, dataset_id, label, state, items)
    select tenant_no, source_id, dataset_id, label, state, -count(*) from old_items group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (tenant_no, source_id, dataset_id, label, state) do update set items = t.items + excluded.items;
  return null;
end $$;
create trigger cleanup_item_added after insert on cleanup_item referencing new table as new_items for each statement execute function cleanup_item_added();
create trigger cleanup_item_changed after update on cleanup_item referencing new table as new_items old table as old_items
  for each statement execute function cleanup_item_changed();
create trigger cleanup_item_removed after delete on cleanup_item referencing old table as old_items for each statement execute function cleanup_item_removed();
