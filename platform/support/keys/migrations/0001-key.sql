-- Private keys of the software signer, sealed under the master key. With an HSM `sealed` stays empty.
create table keys.key (
  realm text not null,
  id text not null,
  purpose text not null check (purpose in ('root', 'root-certificate', 'log', 'seal', 'seal-certificate')),
  suite text not null check (suite in ('GM', 'RSA')),
  public_key bytea not null,
  sealed bytea,
  statement jsonb,
  certificate bytea,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  primary key (realm, id)
);
-- One root of each kind and one log key: processes that start together must not make two.
create unique index key_single on keys.key (realm, purpose) where purpose in ('root', 'root-certificate', 'log');
