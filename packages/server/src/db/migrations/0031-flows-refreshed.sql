-- When the found flows of an organisation were last counted; scans newer than this make them stale.
create table flows_refreshed (
  tenant_no int primary key,
  at timestamptz not null
);
-- tenant-table: flows_refreshed
