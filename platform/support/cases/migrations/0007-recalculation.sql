-- What a new working calendar moved: one run for each version, one line for each case it touched.
create table cases.recalculation (
  realm text not null,
  version text not null,
  begun_at timestamptz not null,
  finished_at timestamptz,
  seen int not null default 0,
  touched int not null default 0,
  primary key (realm, version)
);
create table cases.recalculation_line (
  realm text not null,
  version text not null,
  case_id uuid not null,
  no text not null,
  moved jsonb not null,                   -- [{what, key, from, to}]
  primary key (realm, version, case_id)
);
-- Decisions still to be delivered: their cases are closed, and their dates may still move.
create index task_procedure on cases.task (realm, case_id) where closed_at is null and node = 'procedure';
