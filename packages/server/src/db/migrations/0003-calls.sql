-- Answers to calls that carried an Idempotency-Key, kept for a day so that a repeated call gets the first answer.
create table idempotent_answers (
  tenant_no int not null references tenants,
  key_hash bytea not null,
  call_hash bytea not null,
  status int,
  -- Sealed: an answer may hold a secret that is shown once.
  body bytea,
  made_at timestamptz not null,
  primary key (tenant_no, key_hash)
);
create index idempotent_answers_age on idempotent_answers (made_at);
-- tenant-table: idempotent_answers

-- Workers say that they are alive; healthz reads it, and a page can list them.
create table workers (
  id uuid primary key,
  machine text not null,
  threads int not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
grant select, insert, update, delete on workers to waarborg_app;
