-- Applications being filled in. Submitting turns one into a case and removes it.
create table applications.application (
  realm text not null,
  id uuid not null,
  account_id uuid not null,
  party_id uuid not null,
  item_id uuid not null,
  item_version int not null,
  item_name text not null,
  party_name text not null,
  form_key text not null,
  form_version int not null,
  content bytea not null,                 -- sealed JSON: answers, facts, gaps, disputes, confirmed materials
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (realm, id)
);
create index application_account on applications.application (realm, account_id, updated_at desc);

create table applications.material (
  realm text not null,
  application_id uuid not null,
  id uuid not null,
  key text not null,
  name text not null,
  hash text not null,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  at timestamptz not null,
  primary key (realm, application_id, key),
  foreign key (realm, application_id) references applications.application (realm, id) on delete cascade
);
