-- Files of what was granted: who ordered one, when it was made, and the receipt. The key under which a file is sealed stands
-- here only until the file is made; its holder saw it once.
create table export (
  realm text not null,
  id uuid not null,
  demand_id uuid not null,
  demand_no text not null,
  register text not null,
  ordered_by text not null,
  ordered_name text not null,
  ordered_at timestamptz not null,
  format text not null,
  mark text not null,
  state text not null,
  file_key bytea,
  file_hash text,
  receipt jsonb,
  signature text,
  code text,
  taken_at timestamptz,
  primary key (realm, id)
);
create index export_by_demand on export (realm, demand_id, ordered_at desc);
create index export_by_time on export (realm, ordered_at desc);
