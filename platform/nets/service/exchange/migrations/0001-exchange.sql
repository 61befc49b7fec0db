-- Cases in which something happened since their rows were made.
create table exchange.behind (
  realm text not null,
  case_id uuid not null,
  since timestamptz not null,
  primary key (realm, case_id)
);

-- Rows of the exchange tables (standards A9). `content` is what is sent, sealed; `shown` is the same with persons masked.
create table exchange.row (
  realm text not null,
  table_name text not null,
  key text not null,
  case_id uuid not null,
  project_no text not null,
  division_code text not null,
  content bytea not null,
  shown jsonb not null,
  digest bytea not null,
  cd_operation text not null,
  cd_time timestamptz not null,
  cd_batch text,
  state text not null,
  reason text,
  primary key (realm, table_name, key)
);
create index row_case on exchange.row (realm, case_id);
create index row_waiting on exchange.row (realm, cd_time, table_name, key) where state = 'waiting';
create index row_batch on exchange.row (realm, cd_batch) where cd_batch is not null;
create index row_newest on exchange.row (realm, cd_time desc, table_name, key);

-- What is sent together. `body` is kept, sealed, until the receipt: a batch is sent again byte by byte as it was.
create table exchange.batch (
  realm text not null,
  no text not null,
  made_at timestamptz not null,
  rows int not null,
  body bytea,
  state text not null,
  attempts int not null default 0,
  next_at timestamptz,
  sent_at timestamptz,
  received_at timestamptz,
  refused int not null default 0,
  answer text,
  primary key (realm, no)
);
create index batch_due on exchange.batch (next_at) where next_at is not null;
create index batch_newest on exchange.batch (realm, made_at desc);
