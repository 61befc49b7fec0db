-- What lists and reports ask of the version in force of each item: its power, and what it still costs the applicant.
create table profile (
  realm text not null,
  item_id uuid not null,
  version integer not null,
  name text not null,
  type text not null,
  task_code text,
  department text not null,
  department_id text,
  level text,
  division_code text,
  basis jsonb not null,
  effective_on date not null,
  online boolean not null,
  for_persons boolean not null,
  -- 一证通办: nothing to hand in, nowhere to come to.
  id_only boolean not null,
  measure jsonb not null,
  -- The same of the first version: 两减一即 compares.
  first_version integer not null,
  first_measure jsonb not null,
  exemptions jsonb not null,
  score integer,
  measured_at timestamptz not null,
  primary key (realm, item_id),
  foreign key (realm, item_id) references item (realm, id)
);
create index profile_list on profile (realm, department, score desc nulls last, item_id);
create index profile_power on profile (realm, type, item_id);
