-- A question asked of the past: what would this version of a rule have decided? Nothing in any case changes.
create table reruns.run (
  realm text not null,
  id uuid not null,
  rule_key text,                        -- null: every rule, each under the version it was decided by
  rule_title text not null,
  against text not null,                -- draft, version, kept
  version int,
  draft text,                           -- the DMN as it was handed in
  missing_inputs text[] not null,
  findings jsonb not null,
  from_day date,
  to_day date,
  purpose text not null,
  started_by jsonb not null,            -- the actor with the posts held then
  reaches jsonb,                        -- whose cases; null is all
  state text not null,
  problem text,
  total int not null,
  seen int not null,
  same int not null,
  differ int not null,
  other int not null,
  stopped int not null,
  position jsonb,                       -- behind the last decision looked at
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (realm, id)
);
create index run_of_account on reruns.run (realm, (started_by ->> 'accountId'), created_at desc, id);

create table reruns.difference (
  realm text not null,
  run_id uuid not null,
  seq int not null,
  kind text not null,
  case_id uuid not null,
  case_no text not null,
  decision_id uuid not null,
  rule_key text not null,
  rule_version int not null,
  as_of date not null,
  decided_at timestamptz not null,
  before text not null,
  after text not null,
  record bytea not null,                -- sealed JSON: why, with the values that made the difference
  primary key (realm, run_id, seq),
  foreign key (realm, run_id) references reruns.run on delete cascade
);
