-- 社会信用: whom facts are about. Firms and bodies are public by code and name; of natural persons both are sealed.
create table credit.entity (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('legal', 'natural')),
  number_index bytea not null,
  code text,
  name text,
  sealed bytea,
  primary key (realm, id),
  unique (realm, number_index),
  check ((kind = 'legal') = (code is not null) and (kind = 'natural') = (sealed is not null))
);
create index entity_by_code on credit.entity (realm, code);

create sequence credit.number;

-- What is known of a party's credit, with its source and until when it counts.
create table credit.fact (
  realm text not null,
  id uuid not null,
  no text not null,
  entity_id uuid not null,
  kind text not null,
  kind_version integer not null,
  effect text not null check (effect in ('negative', 'positive', 'neutral')),
  title text not null,
  details bytea not null,                 -- sealed: the elements of its kind
  department_id text not null,
  department_name text not null,
  source text not null check (source in ('officer', 'csv', 'case', 'promise')),
  reference text not null,                -- the document or case it comes from
  happened_on date not null,
  until date,                             -- the last day it is shown and counts
  public boolean not null,
  state text not null check (state in ('valid', 'withdrawn', 'repaired')),
  contested boolean not null default false,
  state_reason text,
  aged boolean not null default false,    -- its time is over and the score was made anew without it
  recorded_at timestamptz not null,
  recorded_by text not null,
  ended_at timestamptz,
  primary key (realm, id),
  unique (realm, no),
  unique (realm, entity_id, kind, reference),
  foreign key (realm, entity_id) references credit.entity (realm, id)
);
create index fact_of_entity on credit.fact (realm, entity_id, happened_on desc);
create index fact_of_department on credit.fact (realm, department_id, recorded_at desc, id desc);
create index fact_to_age on credit.fact (realm, until) where state = 'valid' and not aged;

-- 红黑名单: on what list a party is, by which decision, until when. Before that it was told and could answer.
create table credit.listing (
  realm text not null,
  id uuid not null,
  no text not null,
  entity_id uuid not null,
  list text not null,
  list_version integer not null,
  colour text not null check (colour in ('red', 'black')),
  public boolean not null,
  department_id text not null,
  department_name text not null,
  reason text not null,
  fact_ids uuid[] not null,
  case_id uuid not null,
  case_no text not null,
  state text not null check (state in ('proposed', 'listed', 'refused', 'removed', 'expired')),
  statement bytea,                        -- sealed: 陈述申辩
  stated_at timestamptz,
  proposed_at timestamptz not null,
  proposed_by text not null,
  listed_on date,
  until date,
  ended_at timestamptz,
  ended_reason text,
  primary key (realm, id),
  unique (realm, no),
  foreign key (realm, entity_id) references credit.entity (realm, id)
);
create unique index listing_once on credit.listing (realm, entity_id, list) where state in ('proposed', 'listed');
create index listing_of_entity on credit.listing (realm, entity_id);
create index listing_by_case on credit.listing (realm, case_id);
create index listing_to_end on credit.listing (realm, until) where state = 'listed';
create index listing_newest on credit.listing (realm, proposed_at desc, id desc);

-- 异议、修复: what a party asks about a fact or a listing; the case of the source department decides.
create table credit.request (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('objection', 'repair')),
  about text not null check (about in ('fact', 'listing')),
  about_id uuid not null,
  entity_id uuid not null,
  department_id text not null,
  case_id uuid not null,
  case_no text not null,
  state text not null check (state in ('open', 'granted', 'denied', 'ended')),
  raised_at timestamptz not null,
  ended_at timestamptz,
  primary key (realm, id)
);
create unique index request_open on credit.request (realm, about_id, kind) where state = 'open';
create index request_by_case on credit.request (realm, case_id);
create index request_of_entity on credit.request (realm, entity_id);
create index request_newest on credit.request (realm, raised_at desc, id desc);

-- Scores: each with all it rests on, so that it can be made again.
create table credit.score (
  realm text not null,
  id uuid not null,
  entity_id uuid not null,
  model text not null,
  model_version integer not null,
  at timestamptz not null,
  points integer not null,
  grade text not null,
  inputs bytea not null,                  -- sealed
  lines jsonb not null,
  ceiling text,
  current boolean not null,
  primary key (realm, id)
);
create unique index score_current on credit.score (realm, entity_id) where current;
create index score_of_entity on credit.score (realm, entity_id, at desc);
create index score_by_grade on credit.score (realm, grade) where current;

-- 监测: who wants to know when a grade changes, and what they were told.
create table credit.watch (
  realm text not null,
  id uuid not null,
  entity_id uuid not null,
  department_id text not null,
  account_id text not null,
  reason text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (realm, id)
);
create unique index watch_once on credit.watch (realm, entity_id, department_id) where ended_at is null;
create table credit.warning (
  realm text not null,
  id uuid not null,
  entity_id uuid not null,
  department_id text not null,
  from_grade text not null,
  to_grade text not null,
  score_id uuid not null,
  at timestamptz not null,
  handled_at timestamptz,
  handled_by text,
  how text,
  primary key (realm, id)
);
create index warning_newest on credit.warning (realm, department_id, at desc, id desc);

-- Who asked what applies to a party, for what; and what they must report back (联合奖惩反馈).
create table credit.consultation (
  realm text not null,
  id uuid not null,
  entity_id uuid not null,
  business text not null,
  account_id text not null,
  reader text not null,
  department_id text not null,
  purpose text not null,
  basis text not null,
  case_no text,
  grade text,
  lists text[] not null,
  at timestamptz not null,
  primary key (realm, id)
);
create index consultation_of_entity on credit.consultation (realm, entity_id, at desc, id desc);
create table credit.duty (
  realm text not null,
  id uuid not null,
  consultation_id uuid not null,
  entity_id uuid not null,
  listing_id uuid not null,
  measure text not null,
  name text not null,
  name_en text not null,
  colour text not null,
  department_id text not null,
  department_name text not null,
  case_no text,
  due date not null,
  state text not null check (state in ('owed', 'reported')),
  applied boolean,
  how text,
  reported_at timestamptz,
  reported_by text,
  primary key (realm, id)
);
create index duty_of_department on credit.duty (realm, department_id, due desc, id desc);
create index duty_of_listing on credit.duty (realm, listing_id);
create index duty_of_consultation on credit.duty (realm, consultation_id);

-- 双公示: permits and penalties of firms and bodies, for everybody, in the elements of the national tables.
create table credit.publicity (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('permit', 'penalty')),
  entity_id uuid not null,
  doc_no text not null,
  elements jsonb not null,
  department_id text not null,
  department_name text not null,
  decided_on date not null,
  due_on date not null,
  published_at timestamptz not null,
  until date,
  state text not null check (state in ('published', 'withdrawn')),
  fact_id uuid,
  primary key (realm, id),
  unique (realm, kind, doc_no, entity_id)
);
create index publicity_newest on credit.publicity (realm, kind, decided_on desc, id desc) where state = 'published';
create index publicity_of_entity on credit.publicity (realm, entity_id);
