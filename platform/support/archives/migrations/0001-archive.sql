-- 归档与移交: one row per closed case, from waiting to be filed until the archive has acknowledged it. Nothing is ever deleted here:
-- what is past its period is appraised by people (档案法实施条例第24条).
create table archives.archive_file (
  realm text not null,
  id uuid not null,
  case_id uuid not null,
  case_no text not null,
  flow_key text not null,
  item_name text not null,
  title text not null,
  department_id text not null,
  department_name text not null,
  outcome text,
  closed_at timestamptz not null,
  state text not null check (state in ('waiting', 'failed', 'filed', 'sending', 'checking', 'accepted', 'refused')),
  -- Set when it is filed: the schedule that was in force, and what it said.
  schedule text,
  schedule_version int,
  retention text check (retention in ('Y', 'D30', 'D10')),
  keep_until date,                        -- none: for ever
  hand_over_on date,
  archive_no text,                        -- 档号
  filed_at timestamptz,
  manifest_digest text,                   -- SM3, as signed and as it stands in the log
  package_hash text,                      -- where the sealed package lies
  package_sha256 text,                    -- of the package as it is handed over
  package_size bigint,
  sealed_key bytea,
  report jsonb,
  receipt jsonb,
  refusal jsonb,
  attempts int not null default 0,
  answer text,                            -- what came instead of an acknowledgement
  look_at timestamptz,                    -- when the next step is due; none when people must act
  primary key (realm, id),
  unique (realm, case_id),
  unique (realm, archive_no),
  check (state in ('waiting', 'failed') or (archive_no is not null and package_hash is not null)),
  check (state <> 'accepted' or receipt is not null)
);
create index archive_file_look on archives.archive_file (look_at) where look_at is not null;
create index archive_file_list on archives.archive_file (realm, department_id, closed_at desc, id desc);

create table archives.step (
  realm text not null,
  file_id uuid not null,
  seq int not null,
  at timestamptz not null,
  verb text not null,
  by_name text not null,
  by_account text not null,
  detail text not null,
  primary key (realm, file_id, seq),
  foreign key (realm, file_id) references archives.archive_file (realm, id)
);
create function archives.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what was done with a file is not changed afterwards'; end $$;
create trigger step_is_final before update or delete on archives.step for each row execute function archives.refuse_change();

-- 件号: the next number of each fonds, category, year, period and office.
create table archives.number (realm text not null, prefix text not null, last int not null, primary key (realm, prefix));
