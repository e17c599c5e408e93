-- Keeping the subject index quick to read and short to clear.

-- The organisation is read from the setting once a statement, not once a row.
alter policy tenant on posting using (tenant_no = (select nullif(current_setting('app.tenant_no', true), '')::int))
  with check (tenant_no = (select nullif(current_setting('app.tenant_no', true), '')::int));
alter policy tenant on posting_block using (tenant_no = (select nullif(current_setting('app.tenant_no', true), '')::int))
  with check (tenant_no = (select nullif(current_setting('app.tenant_no', true), '')::int));

-- Autovacuum never analyses a partitioned table, and gets to the partition minutes after a scan. `pages`: size at the last time.
create table index_statistics (pages bigint not null);
insert into index_statistics values (0);
-- Analyses the index when it became more than `growth` times as large since the last time. Cheap when it did not.
create function refresh_index_statistics(growth real) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  now_pages bigint := pg_relation_size('posting_rows') / current_setting('block_size')::int;
begin
  if now_pages <= (select pages from index_statistics) * growth + 50 or not pg_try_advisory_xact_lock(4380021) then
    return false;
  end if;
  analyze posting;
  update index_statistics set pages = now_pages;
  return true;
end $$;
revoke all on function refresh_index_statistics(real) from public;
grant execute on function refresh_index_statistics(real) to waarborg_app;

-- Postings and keys no longer go within the statement that removes their block or dataset: there may be tens of millions. What belongs to no
-- block is invisible at once; a job removes it in small transactions. Blocks say between which records they lie (null: anywhere).
drop trigger posting_block_gone on posting_block;
drop function remove_postings_of_blocks();
alter table record_key drop constraint record_key_dataset_id_fkey;
alter table posting_block add column first_record bigint, add column last_record bigint;

-- Datasets of systems that were forgotten and whose postings and keys are still to be removed.
create table forgotten_dataset (
  dataset_id int primary key,
  tenant_no int not null,
  source_id uuid not null,
  source_name text not null,
  done boolean not null default false,
  postings bigint not null default 0,
  record_keys bigint not null default 0
);
create index forgotten_dataset_by_source on forgotten_dataset (source_id);
-- tenant-table: forgotten_dataset

-- So that removing a dataset does not read these tables whole.
create index scan_chunk_by_dataset on scan_chunk (dataset_id);
create index scan_dataset_by_dataset on scan_dataset (dataset_id);
