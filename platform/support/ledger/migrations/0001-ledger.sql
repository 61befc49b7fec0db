-- Acts put leaves here in their own transaction, without a position: no act waits for another.
create table ledger.pending (
  realm text not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  digest bytea not null,
  hash bytea not null,
  at timestamptz not null,
  primary key (realm, id)
);
create index pending_hash on ledger.pending (realm, hash);

-- The log itself: append-only, positions from 0 without a gap. `hash` is SHA-256(0x00 ‖ digest), the RFC 6962 leaf hash.
create table ledger.leaf (
  realm text not null,
  position bigint not null check (position >= 0),
  id uuid not null,
  kind text not null,
  subject text not null,
  digest bytea not null,
  at timestamptz not null,
  hash bytea not null,
  primary key (realm, position),
  unique (realm, id)
);
create index leaf_hash on ledger.leaf (realm, hash);
create index leaf_subject on ledger.leaf (realm, subject);

-- Complete subtrees above the leaves, which never change: any proof is a handful of look-ups.
create table ledger.node (
  realm text not null,
  level smallint not null check (level > 0),
  index bigint not null,
  hash bytea not null,
  primary key (realm, level, index)
);

-- The right edge of both trees. The sequencer holds this row while it appends, so there is never a second one.
create table ledger.tree (
  realm text primary key,
  size bigint not null,
  sha256 bytea[] not null,
  sm3 bytea[] not null
);

-- Signed heads: what the log has promised to the world.
create table ledger.head (
  realm text not null,
  size bigint not null,
  root bytea not null,
  root_sm3 bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  primary key (realm, size)
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create trigger leaf_append_only before update or delete on ledger.leaf
  for each row execute function ledger.refuse_change();
create trigger head_append_only before update or delete on ledger.head
  for each row execute function ledger.refuse_change();
