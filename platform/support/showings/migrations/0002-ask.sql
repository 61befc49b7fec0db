-- What the fields of a grant are called, as its holder read them.
alter table showings.grant_of_use add column field_names text[] not null default '{}';

-- An office asks for the use of a credential; the holder answers.
create table showings.ask (
  realm text not null,
  id uuid not null,
  credential_id uuid not null,
  credential_name text not null,
  holder_party text not null,
  fields text[] not null,
  field_names text[] not null,
  department_id text not null,
  department_name text not null,
  purpose text not null check (purpose <> ''),
  days int not null check (days between 1 and 365),
  max_uses int not null check (max_uses between 1 and 1000),
  asked_by text not null,
  asker_id text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('open', 'granted', 'declined')),
  answered_at timestamptz,
  grant_id uuid,
  primary key (realm, id)
);
create index ask_holder on showings.ask (realm, holder_party, id desc);
create index ask_department on showings.ask (realm, department_id, id desc);
