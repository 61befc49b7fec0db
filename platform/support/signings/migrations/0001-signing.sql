-- A person's own signature behind the seal of a paper: asked for, then made within minutes, or never.
create table signings.signing (
  realm text not null,
  id uuid not null,
  party_id text not null,
  account_id text not null,
  signer_name text not null,
  credential_id uuid not null,
  title text not null,
  reason text not null,
  level text not null,
  pages int not null,
  document_digest bytea not null,
  document_hash text not null,
  certificates bytea[] not null,
  at timestamptz not null,
  signed_at timestamptz,
  signed_digest bytea,
  signed_hash text,
  leaf bytea,
  primary key (realm, id),
  check ((signed_at is null) = (signed_hash is null))
);
create index signing_account on signings.signing (realm, account_id, id desc);
