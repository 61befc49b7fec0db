-- Every licence, certificate and letter. The record is what was signed, in canonical form, sealed at rest; the columns
-- beside it are what lists, look-ups and rules need.
create table credentials.credential (
  realm text not null,
  id uuid not null,
  type text not null,
  type_version int not null,
  kind text not null check (kind in ('licence', 'letter', 'certificate')),
  identifier text not null,
  number text not null,
  department_id text not null,
  division_code text not null,
  holder_party text not null,
  holder_id_sealed bytea,
  holder_id_index bytea,
  record bytea not null,
  record_digest bytea not null,
  signature bytea not null,
  suite text not null,
  key_id text not null,
  seal_id uuid not null,
  leaf_hash bytea not null,
  verify_code text not null,
  status text not null check (status in ('valid', 'suspended', 'withdrawn', 'annulled', 'revoked', 'superseded')),
  issued_at timestamptz not null,
  valid_from date,
  valid_to date,
  case_id text,
  previous_id uuid,
  pdf_hash text,
  version int not null default 1,
  primary key (realm, id)
);
create unique index credential_identifier on credentials.credential (realm, identifier);
create unique index credential_code on credentials.credential (realm, verify_code);
-- A licence number is the realm's; the number of a letter is its office's (各机关自行编号).
create unique index credential_number on credentials.credential (realm, type, number) where kind <> 'letter' and previous_id is null;
create unique index credential_letter on credentials.credential (realm, type, department_id, number) where kind = 'letter';
create index credential_holder on credentials.credential (realm, holder_party, id desc);
create index credential_case on credentials.credential (realm, case_id, id) where case_id is not null;
create index credential_holder_id on credentials.credential (realm, holder_id_index) where holder_id_index is not null;

-- What became of a credential, and why.
create table credentials.step (
  realm text not null,
  credential_id uuid not null,
  version int not null,
  verb text not null,
  reason text not null check (reason <> ''),
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (realm, credential_id, version),
  foreign key (realm, credential_id) references credentials.credential
);

-- Numbers without a gap: the row stays locked until the act commits, so it is asked for as late as can be.
create table credentials.counter (
  realm text not null,
  type text not null,
  department_id text not null,
  scope text not null,
  last bigint not null,
  primary key (realm, type, department_id, scope)
);
