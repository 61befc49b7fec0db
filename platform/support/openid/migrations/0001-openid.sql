-- Keys that sign identity tokens, sealed; one set for each directory (the public's, the staff's).
create table openid.signing_key (
  directory text not null check (directory in ('public', 'staff')),
  kid text not null,
  alg text not null,
  jwk_sealed bytea not null,
  made_at timestamptz not null,
  primary key (directory, kid)
);

-- Programs that may ask who somebody is, registered by an administrator.
create table openid.client (
  realm text not null,
  id text not null,
  directory text not null check (directory in ('public', 'staff')),
  kind text not null check (kind in ('web', 'native', 'device', 'system')),
  name text not null,
  content jsonb not null,
  secret_sealed bytea,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (id)
);
create index client_realm on openid.client (realm, id);

-- Codes, tokens, sign-ons and what else the protocol keeps for a time: by the digest of its name, its content sealed,
-- so that who reads the table cannot use what is in it.
create table openid.artefact (
  directory text not null,
  kind text not null,
  id_digest bytea not null,
  content_sealed bytea not null,
  grant_id text,
  -- Of grants only: whose it is, so that it ends when consent is taken back.
  account_id text,
  client_id text,
  uid text,
  user_code text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (directory, kind, id_digest)
) with (fillfactor = 80);
create index artefact_grant on openid.artefact (grant_id) where grant_id is not null;
create index artefact_uid on openid.artefact (directory, kind, uid) where uid is not null;
create index artefact_user_code on openid.artefact (directory, user_code) where user_code is not null;
create index artefact_of_account on openid.artefact (account_id, client_id) where account_id is not null;
create index artefact_expires_at on openid.artefact (expires_at);

-- Which sign-on at the provider rests on which session of the platform: when the session ends, so does the sign-on.
create table openid.sign_on (
  session_id uuid not null,
  directory text not null,
  uid text not null,
  at timestamptz not null,
  primary key (session_id, directory, uid)
);

-- What a person lets a program know, until taken back.
create table openid.consent (
  realm text not null,
  account_id uuid not null,
  client_id text not null references openid.client,
  scopes text[] not null,
  given_at timestamptz not null,
  ended_at timestamptz,
  primary key (realm, account_id, client_id)
);
