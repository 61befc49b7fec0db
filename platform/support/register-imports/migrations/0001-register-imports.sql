-- Files brought into registers: one row per file, one per line that was refused.
create table run (
  realm text not null,
  id uuid not null,
  register text not null,
  file_name text not null,
  file_hash text not null,
  file_bytes bigint not null,
  columns jsonb not null,
  mapping jsonb not null,
  mode text not null check (mode in ('changes', 'whole')),
  state text not null check (state in ('uploaded', 'queued', 'reading', 'done', 'failed')),
  problem text,
  -- The last line whose batch is staged: a run that was cut off goes on after it.
  position bigint not null default 0,
  bytes_read bigint not null default 0,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  -- Sum of the digests of the rows accepted, to be found again in the register.
  checksum text not null default '0',
  added bigint not null default 0,
  changed bigint not null default 0,
  same bigint not null default 0,
  ended bigint not null default 0,
  started_by text not null,
  version int not null default 1,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (realm, id)
);
create index run_latest on run (realm, created_at desc);

-- Why a line was not taken in. Values of sealed fields never stand here.
create table fault (
  realm text not null,
  run_id uuid not null,
  line bigint not null,
  no int not null,
  reason text not null,
  field text,
  detail text not null,
  primary key (realm, run_id, line, no),
  foreign key (realm, run_id) references run
);
