create table seals.seal (
  realm text not null,
  id uuid not null,
  name text not null,
  department_id text not null,
  department_name text not null,
  department_code text not null,
  division_code text not null,
  state text not null check (state in ('applied', 'approved', 'made', 'issued', 'suspended', 'destroyed')),
  custodian text,
  picture jsonb,
  record_key_id text,
  pdf_key_id text,
  valid_from timestamptz,
  valid_to timestamptz,
  demo boolean not null default false,
  version int not null default 1,
  primary key (realm, id),
  check (state in ('applied', 'approved', 'destroyed')
         or (picture is not null and record_key_id is not null and pdf_key_id is not null and valid_to is not null))
);
-- A department has one seal in use; a new one is applied for when the old one is destroyed.
create unique index seal_department on seals.seal (realm, department_id) where state <> 'destroyed';

create table seals.step (
  realm text not null,
  seal_id uuid not null,
  version int not null,
  verb text not null,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (realm, seal_id, version),
  foreign key (realm, seal_id) references seals.seal
);

-- Every use of a seal: what was sealed, by whom, in which case, why. The digest of this row is a leaf of the ledger.
create table seals.seal_use (
  realm text not null,
  id uuid not null,
  seal_id uuid not null,
  digest bytea not null,
  operator_id text not null,
  operator_name text not null,
  case_id text,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  primary key (realm, id)
);
create index seal_use_seal on seals.seal_use (realm, seal_id, id desc);
