-- Whose account took a copy: showing it signs in that person, and nobody else. Copies taken before sign nobody in.
alter table wallets.access add column account_id text;
alter table wallets.copy add column account_id text;

-- A sign-in by the electronic business licence: asked for in a browser, answered by a wallet, and finished in that browser
-- with the digits that the wallet's side was told. Only digests of both secrets lie here.
create table wallets.licence_sign_in (
  realm text not null,
  id uuid not null,
  nonce text not null,
  browser_hash bytea not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  account_id uuid,
  firm_party uuid,
  credential_id uuid,
  code_hash bytea,
  wrong_codes int not null default 0,
  used_at timestamptz,
  primary key (realm, id)
);
create index licence_sign_in_expires_at on wallets.licence_sign_in (expires_at);
