-- Systems in which an organisation holds data: connected ones, uploaded files, and those only written down.
create table source (
  id uuid primary key,
  tenant_no int not null,
  kind text not null,
  name text not null,
  description text not null default '',
  owner text not null default '',
  country text,
  supplier text not null default '',
  backup_days int,
  -- Without password; empty for a manual system and for an upload (which stands under upload_ref).
  location text not null default '',
  user_name text,
  -- The password, sealed for this one source; never leaves the server.
  secret bytea,
  max_rows_per_second int,
  upload_ref text,
  upload_name text,
  upload_bytes bigint,
  upload_kept_until timestamptz,
  schedule text not null default 'never' check (schedule in ('never', 'weekly', 'monthly')),
  next_scan_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  check (kind <> 'manual' or (location = '' and secret is null and upload_ref is null and schedule = 'never'))
);
create index source_due on source (next_scan_at) where next_scan_at is not null;
create index source_uploads on source (upload_kept_until) where upload_ref is not null;
-- tenant-table: source
