-- 亮证: one code, one minute, one look (standards C5). Only its digest is kept.
create table showings.showing (
  realm text not null,
  id uuid not null,
  credential_id uuid not null,
  holder_party text not null,
  account_id text not null,
  code_hash bytea not null,
  shown_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  primary key (realm, id)
);
create unique index showing_code on showings.showing (realm, code_hash);
create index showing_holder on showings.showing (realm, holder_party, id desc);

-- 授权用证: which fields, to whom, why, until when, how often.
create table showings.grant_of_use (
  realm text not null,
  id uuid not null,
  credential_id uuid not null,
  credential_name text not null,
  holder_party text not null,
  fields text[] not null,
  department_id text not null,
  department_name text not null,
  purpose text not null check (purpose <> ''),
  valid_to timestamptz not null,
  max_uses int not null check (max_uses between 1 and 1000),
  uses int not null default 0,
  granted_at timestamptz not null,
  granted_by text not null,
  revoked_at timestamptz,
  primary key (realm, id),
  check (uses <= max_uses)
);
create index grant_holder on showings.grant_of_use (realm, holder_party, id desc);
create index grant_department on showings.grant_of_use (realm, department_id, id desc);

create table showings.use (
  realm text not null,
  id uuid not null,
  grant_id uuid not null,
  official_id text not null,
  official_name text not null,
  cause text not null check (cause <> ''),
  at timestamptz not null,
  primary key (realm, id),
  foreign key (realm, grant_id) references showings.grant_of_use
);
create index use_grant on showings.use (realm, grant_id, id desc);
