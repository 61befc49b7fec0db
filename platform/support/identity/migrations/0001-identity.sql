-- 主体: natural persons by sealed number and blind index, legal persons by their public credit code.
create table identity.party (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('natural', 'legal')),
  name text not null,
  id_type text not null,
  id_number_sealed bytea,
  id_number_index bytea,
  code text,
  mobile_sealed bytea,
  demo boolean not null default false,
  created_at timestamptz not null,
  primary key (realm, id),
  check (kind <> 'natural' or (id_number_sealed is not null and id_number_index is not null)),
  check (kind <> 'legal' or code is not null)
);
create unique index party_id_number on identity.party (realm, id_type, id_number_index);
create unique index party_code on identity.party (realm, code);

-- Who may act for which legal person, until when.
create table identity.agent (
  realm text not null,
  legal_party uuid not null,
  natural_party uuid not null,
  role text not null check (role in ('legal-representative', 'agent')),
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (realm, natural_party, legal_party, role),
  foreign key (realm, legal_party) references identity.party,
  foreign key (realm, natural_party) references identity.party
);

create table identity.account (
  realm text not null,
  id uuid not null,
  username text not null,
  password_hash text not null,
  kind text not null check (kind in ('citizen', 'official')),
  name text not null,
  party_id uuid,
  level text not null check (level in ('L1', 'L2', 'L3', 'L4')),
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (realm, id),
  unique (realm, username),
  foreign key (realm, party_id) references identity.party,
  check (kind <> 'citizen' or party_id is not null)
);

-- By name, whether an account has it or not, so that being locked out tells nobody who exists.
create table identity.sign_in_failure (
  realm text not null,
  username text not null,
  count int not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (realm, username)
);

create table identity.session (
  token_hash bytea primary key,
  id uuid not null unique,
  realm text not null,
  account_id uuid not null,
  ip text,
  device text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  foreign key (realm, account_id) references identity.account
);
create index session_account on identity.session (realm, account_id) where ended_at is null;
create index session_expires_at on identity.session (expires_at);

create table identity.post (
  realm text not null,
  id uuid not null,
  account_id uuid not null,
  role text not null,
  department_id text not null,
  -- As at appointment: authentication reads one schema in one query.
  department_name text not null,
  division_code char(12) not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  appointed_by text not null,
  primary key (realm, id),
  foreign key (realm, account_id) references identity.account
);
create index post_account on identity.post (realm, account_id);

-- One for each realm: only the last one printed counts.
create table identity.first_administrator_token (
  realm text primary key,
  token_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz
);

-- The audit log. An entry is written in the transaction of the act; soon after it is linked into the realm's hash chain,
-- by one linker at a time, so that acts need not queue for the head of the chain.
create table identity.audit_entry (
  realm text not null,
  id uuid not null,
  at timestamptz not null,
  actor_id text not null,
  action text not null,
  object_id text not null,
  entry text not null,
  primary key (realm, id)
);
create index audit_entry_actor on identity.audit_entry (realm, actor_id, id);
create index audit_entry_object on identity.audit_entry (realm, object_id, id);

create table identity.audit_link (
  realm text not null,
  seq bigint not null,
  entry_id uuid not null,
  hash bytea not null,
  primary key (realm, seq),
  unique (realm, entry_id),
  foreign key (realm, entry_id) references identity.audit_entry
);

create table identity.audit_unlinked (
  realm text not null,
  entry_id uuid not null,
  primary key (realm, entry_id)
);

create function identity.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % on % is refused', tg_op, tg_table_name;
end $$;

create trigger append_only before update or delete on identity.audit_entry
  for each row execute function identity.refuse_change();
create trigger append_only before update or delete on identity.audit_link
  for each row execute function identity.refuse_change();
create trigger no_truncate before truncate on identity.audit_entry
  for each statement execute function identity.refuse_change();
create trigger no_truncate before truncate on identity.audit_link
  for each statement execute function identity.refuse_change();
