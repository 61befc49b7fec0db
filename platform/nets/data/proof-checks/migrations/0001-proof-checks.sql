-- 证明核查: who asked whether a claim holds, what came of it, and where the records did not tell, what the owning office was asked.
-- Claimed values stand here, sealed, only while the owning office has to look at them.
create table proof_check (
  realm text not null,
  id uuid not null,
  register text not null,
  register_name text not null,
  department text not null,
  department_name text not null,
  owner text not null,
  owner_name text not null,
  asked_by text not null,
  asked_name text not null,
  asked_at timestamptz not null,
  purpose text not null,
  basis text not null,
  claimed text[] not null,
  outcome text not null,
  agrees jsonb,
  sealed bytea,
  due date,
  answer text,
  note text,
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  primary key (realm, id)
);
create index proof_check_asked on proof_check (realm, department, asked_at desc);
create index proof_check_owed on proof_check (realm, owner, asked_at desc) where due is not null;

-- How often an office has asked about one record today: a check must not become a way to guess.
create table attempt (
  realm text not null,
  department text not null,
  subject bytea not null,
  day date not null,
  count integer not null,
  primary key (realm, department, subject, day)
);
