-- What a case waits for that comes by name: one row for each event of its flow that a message or a signal can reach.
create table cases.awaited (
  realm text not null,
  case_id uuid not null,
  kind text not null,                     -- message, signal
  name text not null,
  node text not null,
  node_name text not null,
  key bytea not null default '',          -- keyed digest of what a message must be addressed to; empty when the flow names nothing
  senders text[] not null default '{}',   -- posts, or 'applicant', where the flow says who may send it
  since int not null,                     -- the version of the case that began to wait
  at timestamptz not null,
  primary key (realm, case_id, kind, name, node, key)
);
create index awaited_by_name on cases.awaited (realm, kind, name, key, case_id);
