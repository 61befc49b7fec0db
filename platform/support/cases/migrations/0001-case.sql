create table cases."case" (
  realm text not null,
  id uuid not null,
  no text not null,
  query_code text not null,
  lookup_index bytea not null,            -- keyed digest of the last four of the applicant's number, for the public query
  item_id uuid not null,
  item_version int not null,
  item_name text not null,
  item_name_en text,
  flow_key text not null,
  flow_version int not null,
  form_key text not null,
  form_version int not null,
  party_id uuid not null,
  party_name text not null,
  party_kind text not null,
  agent_name text,
  account_id uuid not null,
  department_id text not null,
  department_name text not null,
  division_code text not null,
  channel text not null,
  status text not null,
  outcome text,
  automatic boolean not null default false,
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  decided_at timestamptz,
  closed_at timestamptz,
  clocks jsonb not null,                  -- limits of the item version and the days computed from them
  calendar_version text not null,
  correction jsonb,                       -- what was asked, once
  answers bytea not null,                 -- sealed JSON
  state jsonb not null,                   -- where the flow stands
  version int not null,
  primary key (realm, id)
);
create unique index case_no on cases."case" (realm, no);
create unique index case_query_code on cases."case" (realm, query_code);
create index case_party on cases."case" (realm, party_id, submitted_at desc, id);
create index case_department on cases."case" (realm, department_id, submitted_at desc, id);

create table cases.task (
  realm text not null,
  case_id uuid not null,
  id int not null,
  node text not null,
  name text not null,
  name_en text not null,
  post text not null,
  department_id text not null,
  division_code text not null,
  verbs text[] not null,
  form text,
  separate_from text,
  due date,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  verb text,
  primary key (realm, case_id, id)
);
-- The to-do list: what is open for a post of a department, by clock.
create index task_todo on cases.task (realm, department_id, post, (coalesce(due, date '9999-12-31')), case_id, id) where closed_at is null;

create table cases.step (
  realm text not null,
  case_id uuid not null,
  seq int not null,
  at timestamptz not null,
  verb text not null,
  node text,
  name text not null,
  name_en text not null,
  account_id text not null,
  actor_name text not null,
  actor_kind text not null,
  post_id text,
  unit text not null,
  on_behalf_of text,
  reason text,
  status_before text,
  status_after text not null,
  input_digest bytea not null,
  data jsonb,
  public boolean not null,                -- whether the applicant sees it
  primary key (realm, case_id, seq)
);

create table cases.fact (
  realm text not null,
  case_id uuid not null,
  pointer text not null,
  version int not null,
  value bytea not null,                   -- sealed JSON
  source text not null,
  source_label text not null,
  source_version text,
  fetched_at timestamptz not null,
  primary key (realm, case_id, pointer, version)
);

create table cases.material (
  realm text not null,
  case_id uuid not null,
  id uuid not null,
  key text not null,
  name text not null,
  version int not null,
  hash text not null,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  trust text not null,
  at timestamptz not null,
  primary key (realm, case_id, id)
);

create table cases.decision (
  realm text not null,
  case_id uuid not null,
  id uuid not null,
  rule_key text not null,
  rule_version int not null,
  rule_title text not null,
  as_of date not null,
  at timestamptz not null,
  outcome text not null,
  record bytea not null,                  -- sealed JSON: inputs with sources, trace, outputs
  primary key (realm, case_id, id)
);

create table cases.timer (
  realm text not null,
  case_id uuid not null,
  id int not null,
  node text not null,
  at timestamptz not null,
  primary key (realm, case_id, id)
);

-- Numbers of a day are handed out in blocks, so that no two processes wait for each other.
create table cases.number_block (
  realm text not null,
  day date not null,
  next int not null,
  primary key (realm, day)
);

-- History is the truth: a step is never changed or taken out.
create function cases.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'the history of a case is append-only'; end $$;
create trigger step_is_final before update or delete on cases.step for each row execute function cases.refuse_change();
