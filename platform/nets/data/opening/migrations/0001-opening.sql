-- 公共数据开放: a release is what of a catalogue entry leaves the government, masked and checked, with a number and an end.
create table opening.release (
  realm text not null,
  id uuid not null,
  entry_id uuid not null,                 -- of the catalogue
  register text not null,
  department_id text not null,
  about jsonb not null,                   -- what the entry said of itself when the release was prepared
  plan jsonb not null,                    -- which fields leave, how each is treated, and what is checked
  state text not null check (state in ('unsafe', 'ready', 'returned', 'published', 'withdrawn', 'expired')),
  no text,                                -- 开放批准号
  finding jsonb not null,                 -- of the last check
  profile jsonb not null default '[]',    -- the commonest values of each field, for charts
  search text not null,
  edition int not null default 0,         -- which rows are the current ones
  row_count int not null default 0,
  until date not null,
  prepared_by text not null,
  prepared_name text not null,
  prepared_at timestamptz not null,
  approved_by text,
  approved_name text,
  published_at timestamptz,
  refreshed_at timestamptz,
  checked_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (realm, id),
  unique (realm, no),
  -- Two persons: who prepares does not approve.
  check (approved_by is null or approved_by <> prepared_by),
  check (state <> 'published' or (no is not null and approved_by is not null))
);
create unique index release_entry on opening.release (realm, entry_id) where state = 'published';
create index release_list on opening.release (realm, changed_at desc, id desc);
create index release_public on opening.release (realm, published_at desc, id desc) where state = 'published';

-- The opening store: only what was treated and passed the check is ever written here.
create table opening.row (
  realm text not null,
  release_id uuid not null,
  edition int not null,
  no int not null,
  said jsonb not null,
  primary key (realm, release_id, edition, no),
  foreign key (realm, release_id) references opening.release (realm, id)
);

create table opening.step (
  realm text not null,
  release_id uuid not null,
  seq int not null,
  at timestamptz not null,
  verb text not null,
  by_name text not null,
  by_account text not null,
  detail text not null,
  primary key (realm, release_id, seq),
  foreign key (realm, release_id) references opening.release (realm, id)
);
create function opening.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what happened to a release is not changed afterwards'; end $$;
create trigger step_is_final before update or delete on opening.step for each row execute function opening.refuse_change();

create table opening.number (realm text not null, year int not null, last int not null, primary key (realm, year));

-- 开放负面清单: what stays closed, with the reason and the law; a line that is lifted stays readable.
create table opening.closed (
  realm text not null,
  id uuid not null,
  entry_id uuid not null,
  name text not null,
  department_name text not null,
  reason text not null,
  law text not null,
  article text not null,
  since timestamptz not null,
  by_name text not null,
  lifted_at timestamptz,
  primary key (realm, id)
);
create unique index closed_entry on opening.closed (realm, entry_id) where lifted_at is null;

-- 有条件开放申请, 数据需求, 意见反馈: what people write about open data, and what they were answered.
create table opening.letter (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('application', 'request', 'feedback')),
  release_id uuid,
  account_id text not null,
  author text not null,
  title text not null,
  text text not null,
  state text not null check (state in ('waiting', 'answered', 'granted', 'refused')),
  filed_at timestamptz not null,
  answer text,
  answered_name text,
  answered_at timestamptz,
  until date,                             -- of what was granted
  primary key (realm, id),
  foreign key (realm, release_id) references opening.release (realm, id),
  check ((kind = 'request') = (release_id is null)),
  check ((state = 'waiting') = (answer is null))
);
create index letter_list on opening.letter (realm, filed_at desc, id desc);
create index letter_author on opening.letter (realm, account_id, filed_at desc);
create index letter_release on opening.letter (realm, release_id);

-- Keys of the API: shown once, kept as a digest.
create table opening.key (
  realm text not null,
  digest bytea not null,
  id uuid not null,
  account_id text not null,
  name text not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  primary key (realm, digest)
);
create index key_account on opening.key (realm, account_id);

-- How often each dataset was taken, by day and way.
create table opening.use (
  realm text not null,
  release_id uuid not null,
  day date not null,
  way text not null,
  times bigint not null,
  primary key (realm, release_id, day, way)
);
