-- What may be asked and written down on each channel: whole versions, added and never changed. No row means: as the product comes (version 0).
create table channel_version (
  tenant_no int not null,
  version int not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  why text not null,
  -- The version whose rules came back with this one.
  restored int,
  changes int not null,
  doc jsonb not null,
  primary key (tenant_no, version)
);
-- tenant-table: channel_version
revoke update, delete on channel_version from waarborg_app;

-- What fills the placeholders of a channel's texts.
create table channel_notice (
  tenant_no int not null,
  channel text not null,
  retention text,
  recorded boolean not null,
  answered_by text not null check (answered_by in ('person', 'assistant')),
  primary key (tenant_no, channel)
);
-- tenant-table: channel_notice

-- Texts for customers; a version holds the text as it was shown, so that proof does not lean on later settings. Version 0 is the product's own.
create table disclaimer_version (
  tenant_no int not null,
  channel text not null,
  language text not null check (language in ('nl', 'en', 'fr')),
  version int not null,
  template text not null,
  text text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  why text not null,
  primary key (tenant_no, channel, language, version)
);
-- tenant-table: disclaimer_version
revoke update, delete on disclaimer_version from waarborg_app;

create table disclaimer_shown (
  tenant_no int not null,
  channel text not null,
  language text not null,
  version int not null,
  at timestamptz not null,
  -- SHA-256 of a call or chat id of the organisation's own.
  reference bytea
);
create index disclaimer_shown_at on disclaimer_shown (tenant_no, at);
create index disclaimer_shown_reference on disclaimer_shown (tenant_no, reference) where reference is not null;
-- tenant-table: disclaimer_shown
revoke update, delete on disclaimer_shown from waarborg_app;
