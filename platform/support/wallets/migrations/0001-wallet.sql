-- An offer to a wallet (OpenID4VCI 1.0, 4.1): made by the holder, good once and for minutes. Codes are kept as digests.
create table wallets.offer (
  realm text not null,
  id uuid not null,
  credential_id uuid not null,
  type text not null,
  holder_party text not null,
  account_id text not null,
  code_hash bytea not null,
  pin_hash bytea,
  wrong_pins int not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (realm, id)
);
create unique index offer_code on wallets.offer (realm, code_hash);

-- What a wallet may fetch with an offer it redeemed.
create table wallets.access (
  realm text not null,
  token_hash bytea not null,
  offer_id uuid not null,
  credential_id uuid not null,
  type text not null,
  holder_party text not null,
  expires_at timestamptz not null,
  primary key (realm, token_hash)
);

-- Numbers that a key proof must name; each is taken once.
create table wallets.nonce (
  realm text not null,
  nonce_hash bytea not null,
  expires_at timestamptz not null,
  primary key (realm, nonce_hash)
);

-- A copy of a credential in a wallet, and its place in the status lists: `n` counts, list and index follow from it.
create table wallets.copy (
  realm text not null,
  id uuid not null,
  n bigint generated always as identity,
  credential_id uuid not null,
  type text not null,
  holder_party text not null,
  key_thumbprint text not null,
  status text not null check (status in ('valid', 'invalid', 'suspended')),
  withdrawn boolean not null default false,
  told text check (told in ('credential_accepted', 'credential_failure', 'credential_deleted')),
  issued_at timestamptz not null,
  primary key (realm, id)
);
create unique index copy_place on wallets.copy (realm, n);
create index copy_credential on wallets.copy (realm, credential_id, n desc);

-- What an official asks a holder to show (OpenID4VP 1.0), and what was shown, sealed at rest.
create table wallets.presentation (
  realm text not null,
  id uuid not null,
  type text not null,
  claims text[] not null,
  purpose text not null check (purpose <> ''),
  asked_by text not null,
  asked_by_name text not null,
  department_id text not null,
  department_name text not null,
  nonce text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answer bytea,
  holder_party text,
  credential_id uuid,
  primary key (realm, id)
);
create index presentation_asker on wallets.presentation (realm, asked_by, id desc);
create index presentation_holder on wallets.presentation (realm, holder_party, id desc) where holder_party is not null;
