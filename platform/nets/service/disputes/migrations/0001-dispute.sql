-- 异议: somebody says that a fact of their case is wrong; the answer is a case of the department the fact came from.
create table disputes.dispute (
  realm text not null,
  id uuid not null,
  about_case uuid not null,
  pointer text not null,
  title text not null,
  source text not null,
  source_label text not null,
  claim bytea not null,                   -- sealed: what the person says it should be
  case_id uuid not null,                  -- the case in which the source department answers
  case_no text not null,
  department_name text not null,
  state text not null check (state in ('open', 'corrected', 'upheld', 'withdrawn')),
  raised_at timestamptz not null,
  told_at timestamptz,                    -- when the case in hand was told that it was raised
  answered_at timestamptz,
  answer text,
  primary key (realm, id)
);
create index dispute_about on disputes.dispute (realm, about_case);
create unique index dispute_case on disputes.dispute (realm, case_id);
create unique index dispute_open on disputes.dispute (realm, about_case, pointer) where state = 'open';
