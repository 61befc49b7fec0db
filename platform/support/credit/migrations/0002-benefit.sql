-- 信易+: a holder of good credit shows a code for one benefit, a partner asks once whether it is due, and reports what came of it.
create table credit.benefit_code (
  realm text not null,
  hash bytea not null,                    -- of the code: whoever reads the table has no code
  entity_id uuid not null,
  benefit text not null,
  account_id text not null,
  expires_at timestamptz not null,
  primary key (realm, hash),
  foreign key (realm, entity_id) references credit.entity (realm, id)
);
create index benefit_code_old on credit.benefit_code (expires_at);

create table credit.benefit_use (
  realm text not null,
  id uuid not null,
  entity_id uuid not null,
  benefit text not null,
  name text not null,
  name_en text not null,
  partner_id text not null,               -- the program or the office that asked
  partner text not null,
  due boolean not null,                   -- what it was answered
  at timestamptz not null,
  outcome text check (outcome in ('used', 'not-used')),
  note text,
  reported_at timestamptz,
  primary key (realm, id),
  foreign key (realm, entity_id) references credit.entity (realm, id),
  check ((outcome is null) = (reported_at is null))
);
create index benefit_use_of_entity on credit.benefit_use (realm, entity_id, id desc);
create index benefit_use_by_benefit on credit.benefit_use (realm, benefit, partner);
