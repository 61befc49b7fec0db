-- 窗口找回: one clerk looks at the document and says why, another one of the same office agrees, and only then is there a
-- one-time code for the person at the counter. Only the digest of the code lies here.
create table identity.counter_recovery (
  realm text not null,
  id uuid not null,
  account_id uuid not null,
  department_id text not null,
  document text not null check (document in ('resident-card', 'temporary-card', 'passport')),
  reason text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  asked_by_name text not null,
  approved_at timestamptz,
  approved_by text,
  approved_by_name text,
  code_hash bytea,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (realm, id),
  foreign key (realm, account_id) references identity.account,
  check (approved_by is null or approved_by <> asked_by)
);
create index counter_recovery_office on identity.counter_recovery (realm, department_id, asked_at desc);
create index counter_recovery_account on identity.counter_recovery (realm, account_id) where used_at is null;
