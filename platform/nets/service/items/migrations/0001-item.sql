-- An item and its versions (standards A8). What is published never changes: a new version is a new row.
create table item (
  realm text not null,
  id uuid not null,
  name text not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  origin text not null check (origin in ('local', 'pack', 'import')),
  -- Whose catalogue it is kept in: the division whose item managers look after it.
  division_code text not null check (division_code ~ '^\d{12}$'),
  pack_key text,
  catalogue text,
  catalogue_key text,
  task_code text,
  task_handle_item text not null default '',
  latest_version integer not null default 0,
  draft jsonb,
  draft_based_on integer,
  -- A person has published it: an import may then only propose.
  curated boolean not null default false,
  imported_hash text,
  row_version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (realm, id),
  unique (realm, pack_key),
  unique (realm, catalogue, catalogue_key)
);
-- standards A6: taskCode + taskHandleItem + taskVersion is one thing.
create unique index item_task on item (realm, task_code, task_handle_item) where task_code is not null;
create index item_drafts on item (realm, updated_at desc, id) where draft is not null;

create table version (
  realm text not null,
  item_id uuid not null,
  version integer not null check (version > 0),
  document jsonb not null,
  effective_on date not null,
  cancel_on date check (cancel_on > effective_on),
  note text,
  published_by text not null,
  published_at timestamptz not null,
  primary key (realm, item_id, version),
  foreign key (realm, item_id) references item (realm, id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published version never changes';
end $$;
create trigger version_is_final before update or delete on version for each row execute function items.refuse_change();

-- What search and lists read: the version in force of each item, nothing else.
create table search_entry (
  realm text not null,
  item_id uuid not null,
  version integer not null,
  name text not null,
  name_key text not null,
  type text not null,
  department text not null,
  audiences text[] not null,
  themes text[] not null,
  online boolean not null,
  card jsonb not null,
  -- Names alone, small enough to stay in the row: most searches end here. Then everything, names included.
  name_tokens tsvector not null,
  tokens tsvector not null,
  primary key (realm, item_id),
  foreign key (realm, item_id) references item (realm, id)
);
create index search_entry_names on search_entry using gin (name_tokens);
create index search_entry_tokens on search_entry using gin (tokens);
create index search_entry_name on search_entry (realm, name_key collate "C", item_id);

create table import_run (
  realm text not null,
  id uuid not null,
  catalogue text,
  file_hash text not null,
  file_bytes bigint not null,
  division_code text not null,
  started_by text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  problem text,
  -- The last line whose batch is committed: a run that was cut off goes on after it.
  position bigint not null default 0,
  bytes_read bigint not null default 0,
  rows bigint not null default 0,
  loaded bigint not null default 0,
  repaired bigint not null default 0,
  refused bigint not null default 0,
  added bigint not null default 0,
  changed bigint not null default 0,
  proposed bigint not null default 0,
  unchanged bigint not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (realm, id)
);
create index import_run_latest on import_run (realm, created_at desc);

create table import_row (
  realm text not null,
  run_id uuid not null,
  line bigint not null,
  state text not null check (state in ('loaded', 'repaired', 'refused')),
  effect text check (effect in ('added', 'changed', 'proposed', 'unchanged')),
  catalogue_key text,
  item_id uuid,
  name text,
  repairs jsonb not null default '[]',
  reason text,
  detail text,
  primary key (realm, run_id, line),
  foreign key (realm, run_id) references import_run (realm, id)
);
create index import_row_state on import_row (realm, run_id, state, line);
create index import_row_item on import_row (realm, run_id, catalogue_key);
