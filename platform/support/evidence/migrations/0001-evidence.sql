-- A channel is one scene of the evidence base: which steps leave a trace, and who answers for it.
create table evidence.channel (
  realm text not null,
  key text not null,
  name text not null,
  purpose text not null,
  steps jsonb not null,
  department_id text,
  closed_at timestamptz,
  created_at timestamptz not null,
  primary key (realm, key)
);

-- Another body's system that may anchor in some channels. Of its key only the digest is kept.
create table evidence.client (
  realm text not null,
  id uuid not null,
  name text not null,
  department_id text,
  channels text[] not null,
  key_digest bytea not null,
  stopped_at timestamptz,
  created_at timestamptz not null,
  primary key (realm, id)
);

-- What was anchored: a digest, never the content. `leaf` is the hash of its leaf in the ledger.
create table evidence.anchor (
  realm text not null,
  id uuid not null,
  channel text not null,
  step text not null,
  algorithm text not null check (algorithm in ('SM3', 'SHA-256')),
  digest bytea not null check (length(digest) = 32),
  reference text,
  signer text,
  client_id uuid not null,
  client_name text not null,
  at timestamptz not null,
  leaf bytea not null,
  primary key (realm, id),
  foreign key (realm, channel) references evidence.channel
);
-- The same said again by the same system is said once.
create unique index anchor_once on evidence.anchor (realm, client_id, channel, step, digest, reference) nulls not distinct;
create index anchor_digest on evidence.anchor (realm, digest);
create index anchor_reference on evidence.anchor (realm, channel, reference, id) where reference is not null;
create index anchor_channel on evidence.anchor (realm, channel, id);

create function evidence.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'evidence is append-only';
end $$;
create trigger anchor_append_only before update or delete on evidence.anchor
  for each row execute function evidence.refuse_change();

-- Of each log that we witness the latest checkpoint we cosigned: nothing smaller or other is ever cosigned after it.
create table evidence.witnessed (
  realm text not null,
  origin text not null,
  size bigint not null,
  root bytea not null,
  at timestamptz not null,
  primary key (realm, origin)
);

-- What witnesses said of our own heads.
create table evidence.cosignature (
  realm text not null,
  size bigint not null,
  witness text not null,
  line text not null,
  at timestamptz not null,
  primary key (realm, size, witness)
);

-- Heads of our log that stand on a chain, by the transaction that carries them.
create table evidence.chain_anchor (
  realm text not null,
  chain text not null,
  size bigint not null,
  root bytea not null,
  root_sm3 bytea not null,
  transaction text not null,
  block bigint not null,
  block_hash text not null,
  at timestamptz not null,
  primary key (realm, chain, size)
);
