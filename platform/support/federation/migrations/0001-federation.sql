-- A sign-in at the identity centre above us that has begun in some browser: its check values, sealed, for ten minutes.
create table federation.attempt (
  state_digest bytea primary key,
  browser_digest bytea not null,
  checks_sealed bytea not null,
  expires_at timestamptz not null
);
create index attempt_expires_at on federation.attempt (expires_at);

-- Which of our sessions rests on which sign-on there, so that leaving at either place is leaving at both.
create table federation.sign_on (
  session_id uuid primary key,
  realm text not null,
  account_id uuid not null,
  subject text not null,
  upstream_sid text,
  browser_digest bytea not null,
  token_sealed bytea not null,
  at timestamptz not null
);
create index sign_on_subject on federation.sign_on (subject);
create index sign_on_browser on federation.sign_on (browser_digest);

-- 账号关联: whose account a person of the centre is, once linked by the verified number.
create table federation.link (
  realm text not null,
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  linked_at timestamptz not null,
  primary key (realm, issuer, subject)
);

-- Words about sign-outs that were taken (jti): each counts once.
create table federation.logout_taken (
  jti_digest bytea primary key,
  at timestamptz not null
);
