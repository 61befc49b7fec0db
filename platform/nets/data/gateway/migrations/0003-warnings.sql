-- Use that is out of the common, a line for each kind and day, until the data office has looked into it.
create table warning (
  realm text not null,
  id uuid not null,
  demand_id uuid not null,
  reader text not null,
  register text not null,
  day date not null,
  kind text not null,
  count integer not null,
  usual numeric,
  found_at timestamptz not null,
  finding text,
  note text,
  closed_by text,
  closed_at timestamptz,
  primary key (realm, id),
  unique (realm, demand_id, day, kind)
);
create index warning_by_time on warning (realm, found_at desc, id desc);
create index call_by_time on call (at);
