-- Organisations, people, and the secrets they come in with. Rows are opened by organisation (app.tenant_no), or before that is known
-- by the person (app.user_id) or by the hash of the secret that was shown (app.secret_hash).

create table tenants (
  tenant_no int generated always as identity primary key,
  id uuid not null unique,
  name text not null,
  language text not null default 'nl',
  generated boolean not null default false,
  require_totp boolean not null default false,
  uploads_kept_days int not null default 30,
  created_at timestamptz not null
);

create table users (
  id uuid primary key,
  name text not null,
  email text not null,
  language text not null default 'nl',
  password_hash text not null,
  password_set_at timestamptz not null,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  -- Time step of the last code that was used: a code works once.
  totp_last_step bigint,
  created_at timestamptz not null
);
create unique index users_email on users (lower(email));
grant select, insert, update on users to waarborg_app;

create table memberships (
  tenant_no int not null references tenants,
  user_id uuid not null references users,
  role text not null,
  active boolean not null default true,
  joined_at timestamptz not null,
  last_seen_at timestamptz,
  primary key (tenant_no, user_id)
);
create index memberships_user on memberships (user_id);
-- tenant-table: memberships
create policy own on memberships for select using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants using (tenant_no = nullif(current_setting('app.tenant_no', true), '')::int);
create policy own on tenants for select using (tenant_no in (select m.tenant_no from memberships m where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
create policy listed on tenants for select using (current_setting('app.system', true) = 'on');
create policy made on tenants for insert with check (current_setting('app.system', true) = 'on');
grant select, insert, update on tenants to waarborg_app;

create table sessions (
  id uuid primary key,
  secret_hash bytea not null unique,
  user_id uuid not null references users,
  tenant_no int not null references tenants,
  device text not null,
  ip text,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy secret on sessions using (secret_hash = decode(nullif(current_setting('app.secret_hash', true), ''), 'hex')) with check (false);
create policy own on sessions using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
create policy swept on sessions using (current_setting('app.system', true) = 'on') with check (false);
-- Taking a person's access away ends their sessions in that organisation.
create policy tenant on sessions for delete using (tenant_no = nullif(current_setting('app.tenant_no', true), '')::int);
create policy tenant_seen on sessions for select using (tenant_no = nullif(current_setting('app.tenant_no', true), '')::int);
grant select, insert, update, delete on sessions to waarborg_app;

create table recovery_codes (
  user_id uuid not null references users,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);
grant select, insert, update, delete on recovery_codes to waarborg_app;

create table api_tokens (
  id uuid primary key,
  tenant_no int not null references tenants,
  user_id uuid not null references users,
  name text not null,
  prefix text not null,
  secret_hash bytea not null unique,
  abilities text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_tokens_user on api_tokens (tenant_no, user_id);
-- tenant-table: api_tokens
create policy secret on api_tokens for select using (secret_hash = decode(nullif(current_setting('app.secret_hash', true), ''), 'hex'));

create table invitations (
  id uuid primary key,
  tenant_no int not null references tenants,
  email text not null,
  role text not null,
  secret_hash bytea not null unique,
  invited_by uuid not null references users,
  invited_by_name text not null,
  mailed boolean not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create index invitations_tenant on invitations (tenant_no, sent_at);
-- tenant-table: invitations
create policy secret on invitations for select using (secret_hash = decode(nullif(current_setting('app.secret_hash', true), ''), 'hex'));

-- The one-time link of the first start. One row at the most counts; a fresh start replaces it.
create table setup_links (
  one boolean primary key default true check (one),
  secret_hash bytea not null,
  made_at timestamptz not null
);
grant select, insert, update, delete on setup_links to waarborg_app;

-- Failed sign-ins, by keyed hash of the address typed in or of the caller's IP: slows guessing without locking people out for good.
create table sign_in_failures (
  key bytea primary key,
  times int not null,
  last_at timestamptz not null
);
create index sign_in_failures_age on sign_in_failures (last_at);
grant select, insert, update, delete on sign_in_failures to waarborg_app;
