-- The subject index: keyed fingerprints of identifiers and where they occur. Never an identifier itself.

-- The postings of one chunk. A look-up sees live blocks only, so a scan under way changes nothing until its dataset is finished;
-- a chunk whose postings have the digest of the block already there is not written again.
create table posting_block (
  id int generated always as identity primary key,
  tenant_no int not null,
  dataset_id int not null references dataset (id) on delete cascade,
  chunk_key text not null,
  digest bytea not null,
  postings int not null,
  live boolean not null default false
);
create index posting_block_by_dataset on posting_block (dataset_id);
-- tenant-table: posting_block

-- 32 bytes of data a row: bigint first, then int, then smallint, so that nothing is lost to padding.
-- fingerprint: first 8 bytes of HMAC-SHA-256 under the tenant's index key over kind, realm and normalised value.
-- record: the integer key itself, or (dataset.integer_keys = false) the first 8 bytes of an HMAC over the key; see record_key.
-- kind: position in identifierKinds of packages/detect, from 1. field: field.ordinal.
create table posting (
  fingerprint bigint not null,
  record bigint not null,
  tenant_no int not null default current_setting('app.tenant_no')::int,
  dataset int not null,
  block int not null,
  field smallint not null,
  kind smallint not null
) partition by list (tenant_no);
-- Row-level security stands on `posting`, through which everything is read, changed and removed. COPY cannot write into a table with
-- row-level security, so it goes into the one partition, on which the application role may do nothing but insert, and not even name
-- tenant_no: that comes from the transaction's own tenant by the default.
create table posting_rows partition of posting default;
alter table posting_rows set (autovacuum_vacuum_insert_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
create index posting_by_fingerprint on posting (fingerprint);
create index posting_by_record on posting (dataset, record);
-- tenant-table: posting
revoke all on posting_rows from waarborg_app;
grant insert (fingerprint, record, dataset, block, field, kind) on posting_rows to waarborg_app;

-- Keys of records that are not integers, sealed (a key may be an e-mail address).
create table record_key (
  record bigint not null,
  tenant_no int not null default current_setting('app.tenant_no')::int,
  dataset_id int not null references dataset (id) on delete cascade,
  sealed bytea not null,
  primary key (dataset_id, record)
);
-- tenant-table: record_key

-- Postings go with their block: when a dataset is scanned anew, and when a source is forgotten.
create function remove_postings_of_blocks() returns trigger language plpgsql as $$
begin
  delete from posting p using gone g where p.dataset = g.dataset_id and p.block = g.id;
  return null;
end $$;
create trigger posting_block_gone after delete on posting_block
  referencing old table as gone for each statement execute function remove_postings_of_blocks();
