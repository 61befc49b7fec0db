-- Licences that exist on paper or in an older system, brought in by a file: one row per file, one per line of it.
create table import (
  realm text not null,
  id uuid not null,
  type text not null,
  department_id text not null,
  file_name text not null,
  file_hash text not null,
  columns jsonb not null,
  of bigint not null,
  mapping jsonb not null,
  state text not null check (state in ('uploaded', 'queued', 'running', 'checked', 'done', 'failed')),
  trial boolean not null default true,
  problem text,
  -- The last line whose batch is committed: a run that was cut off goes on after it.
  position bigint not null default 0,
  issued bigint not null default 0,
  repaired bigint not null default 0,
  unchanged bigint not null default 0,
  refused bigint not null default 0,
  started_by text not null,
  starter_id text not null,
  version int not null default 1,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (realm, id)
);
create index import_latest on import (realm, created_at desc);

-- What came of a line: its number and the holder masked, never the line itself.
create table line (
  realm text not null,
  import_id uuid not null,
  line bigint not null,
  state text not null check (state in ('issued', 'repaired', 'unchanged', 'refused')),
  number text,
  holder text,
  credential_id uuid,
  repairs jsonb not null,
  reason text,
  detail text,
  primary key (realm, import_id, line),
  foreign key (realm, import_id) references import
);
create index line_state on line (realm, import_id, state, line);
create index line_number on line (realm, import_id, number) where state <> 'refused';
