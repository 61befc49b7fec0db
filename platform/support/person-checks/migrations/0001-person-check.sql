-- 实人核验: a person was sent to the provider, and what it said: level, evidence id and time. No picture and no number is
-- kept here, and there is no column one could lie in.
create table person_checks.person_check (
  realm text not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('face', 'document')),
  -- For what it was begun; it counts there and nowhere else.
  purpose text not null check (purpose in ('session', 'recovery')),
  purpose_id uuid not null,
  state text not null check (state in ('open', 'passed', 'failed')),
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  level text,
  evidence_id text,
  checked_at timestamptz,
  primary key (realm, id),
  -- One evidence is one check: the provider's answer to another counts for nothing.
  unique (realm, evidence_id),
  check ((state = 'passed') = (evidence_id is not null and level is not null and checked_at is not null))
);
create index person_check_account on person_checks.person_check (realm, account_id, begun_at desc);
