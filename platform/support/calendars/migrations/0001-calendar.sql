-- Versions of the working calendar. The newest is in force; what was computed keeps the version it came from.
create table calendars.version (
  realm text not null,
  no int not null,
  version text not null,
  data jsonb not null,                    -- all years: days off, and weekend days worked instead
  reason text not null check (reason <> ''),
  account_id text not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (realm, no),
  unique (realm, version)
);
