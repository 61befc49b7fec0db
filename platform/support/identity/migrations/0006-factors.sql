-- 动态口令 (RFC 6238): the secret is shared once, sealed, and counts after a first right code. No time step counts twice.
create table identity.totp (
  realm text not null,
  account_id uuid not null,
  secret_sealed bytea not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  primary key (realm, account_id),
  foreign key (realm, account_id) references identity.account
);

-- 通行密钥 (WebAuthn): public keys; the private ones never leave the person's device.
create table identity.passkey (
  realm text not null,
  id text not null,
  account_id uuid not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (realm, id),
  foreign key (realm, account_id) references identity.account
);
create index passkey_account on identity.passkey (realm, account_id);

-- What waits for an answer, once and not for long: a code that was sent, a passkey's challenge.
create table identity.challenge (
  realm text not null,
  id text not null,
  kind text not null check (kind in ('sms', 'passkey-new', 'passkey-use')),
  account_id uuid,
  digest bytea,
  tries int not null default 0,
  expires_at timestamptz not null,
  primary key (realm, kind, id)
);
create index challenge_expires_at on identity.challenge (expires_at);
