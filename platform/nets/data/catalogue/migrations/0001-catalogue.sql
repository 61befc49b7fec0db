-- 公共数据资源目录: one row per entry. `content` is what its department works on, `live` what is in force; a revision is worked on
-- beside the published entry and replaces it when it is reviewed.
create table catalogue.entry (
  realm text not null,
  id uuid not null,
  code text,                              -- 类项目细目/顺序码, given when it is first published and kept for ever
  department_id text not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn')),
  content jsonb not null,
  live jsonb,
  shown jsonb generated always as (coalesce(live, content)) stored,
  search text not null,                   -- of what is shown, in small letters
  version int not null default 0,         -- of what is live; 0: never published
  revision int not null default 1,        -- counts every change, so that two editors do not overwrite each other
  submitted_by text,
  changed_at timestamptz not null,
  first_published_at timestamptz,
  published_at timestamptz,
  mount_tested_at timestamptz,
  mount_ok boolean,
  mount_rows bigint,
  mount_says text,
  primary key (realm, id),
  unique (realm, code),
  check (live is null or (code is not null and version > 0)),
  check (state <> 'published' or live is not null),
  check (state <> 'withdrawn' or live is null)
);
create index entry_list on catalogue.entry (realm, changed_at desc, id desc);
create index entry_department on catalogue.entry (realm, department_id);
create index entry_mount on catalogue.entry (mount_tested_at nulls first) where live is not null;
-- One table of record is described by one entry, so that rates count it once.
create unique index entry_register on catalogue.entry (realm, (live #>> '{mount,register}'))
  where live #>> '{mount,register}' is not null;

-- What was in force when; never changed.
create table catalogue.version (
  realm text not null,
  entry_id uuid not null,
  version int not null,
  content jsonb not null,
  at timestamptz not null,
  by_name text not null,
  primary key (realm, entry_id, version),
  foreign key (realm, entry_id) references catalogue.entry (realm, id)
);

create table catalogue.step (
  realm text not null,
  entry_id uuid not null,
  seq int not null,
  at timestamptz not null,
  verb text not null,
  by_name text not null,
  by_account text not null,
  detail text not null,
  primary key (realm, entry_id, seq),
  foreign key (realm, entry_id) references catalogue.entry (realm, id)
);
create function catalogue.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what happened to an entry is not changed afterwards'; end $$;
create trigger step_is_final before update or delete on catalogue.step for each row execute function catalogue.refuse_change();
create trigger version_is_final before update or delete on catalogue.version
  for each row execute function catalogue.refuse_change();

-- 顺序码: the last number given under each classification.
create table catalogue.number (realm text not null, prefix text not null, last int not null, primary key (realm, prefix));
