-- Applications that a clerk fills in for a person who stands at the window. The application itself lies with applications.
create table counter.assisted (
  realm text not null,
  id uuid not null,                     -- the application
  clerk_id uuid not null,
  clerk_name text not null,
  post_id text not null,
  department_id text not null,
  department_name text not null,
  party_id uuid not null,
  person_name text not null,
  person_account uuid,                  -- where the person has one: the case is then among their own
  identified_by text not null,
  item_name text not null,
  begun_at timestamptz not null,
  -- A code on its way to the person's own phone.
  code_digest bytea,
  code_for bytea,
  code_sent_at timestamptz,
  code_tries smallint not null default 0,
  -- That the person has seen what is asked for in their name: by their phone, or on a signed paper.
  confirmed_by text check (confirmed_by in ('phone', 'paper')),
  confirmed_at timestamptz,
  confirmed_digest bytea,               -- of what they confirmed: after a change it counts no more
  paper jsonb,
  case_id uuid,
  submitted_at timestamptz,
  primary key (realm, id)
);
create index assisted_of_clerk on counter.assisted (realm, clerk_id, begun_at desc) where case_id is null;
create index assisted_of_case on counter.assisted (realm, case_id) where case_id is not null;
