-- 资格核验: who asked whether whom may do what, why, and what came of it. The person or firm is a blind index; of people only a mask is shown.
create table qualifications.checked (
  realm text not null,
  id uuid not null,
  check_key text not null,
  check_version integer not null,
  subject_index bytea not null,
  subject text not null,
  answer text not null check (answer in ('yes', 'no', 'partly')),
  findings jsonb not null,
  sources jsonb not null,
  purpose text not null,
  basis text not null,
  consent jsonb,
  case_no text,
  by_kind text not null,
  by_account text not null,
  department_id text not null,            -- of a program: the program
  by_name text not null,
  at timestamptz not null,
  leaf_hash text not null,
  primary key (realm, id)
);
create index checked_by_department on qualifications.checked (realm, department_id, at desc, id desc);
