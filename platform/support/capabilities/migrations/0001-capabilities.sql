-- Programs of others that use shared capabilities: whose they are, and whether they are only being tried out.
create table capabilities.program (
  realm text not null,
  id text primary key,
  name text not null,
  purpose text not null,
  stage text not null check (stage in ('trial', 'live')),
  party_id uuid not null,
  party_name text not null,
  opened_by uuid not null,
  -- Its registration at the OpenID provider, once it has asked for a secret.
  client_id text unique,
  created_at timestamptz not null,
  closed_at timestamptz
);
create index program_party on capabilities.program (realm, party_id);

-- Which capability a program may use, how much of it, until when; by which case it was granted.
create table capabilities.access (
  program_id text not null references capabilities.program,
  capability text not null,
  per_day integer not null check (per_day > 0),
  per_second integer not null check (per_second > 0),
  operations text[],
  until date,
  case_id uuid,
  case_no text,
  given_at timestamptz not null,
  stopped_at timestamptz,
  stop_reason text,
  primary key (program_id, capability)
);
create index access_capability on capabilities.access (capability);

-- Keys by which a program signs its requests (RFC 9421): a public key, or a secret both sides hold, sealed.
create table capabilities.signing_key (
  id text primary key,
  program_id text not null references capabilities.program,
  algorithm text not null,
  public_pem text,
  secret_sealed bytea,
  made_at timestamptz not null,
  revoked_at timestamptz
);
create index signing_key_program on capabilities.signing_key (program_id);

-- A signed request counts once: its nonce is kept as long as the clocks may differ.
create table capabilities.nonce (
  key_id text not null,
  nonce text not null,
  until timestamptz not null,
  primary key (key_id, nonce)
);
create index nonce_until on capabilities.nonce (until);

-- What a program has used of its quota: one row, changed by each call. Unlogged, so that a call waits for no disk; after a
-- crash the day is counted again from the statistics, which are behind by a second at most.
create unlogged table capabilities.meter (
  program_id text not null,
  capability text not null,
  day date not null,
  calls integer not null,
  second bigint not null,
  in_second integer not null,
  primary key (program_id, capability)
) with (fillfactor = 50);

-- Calls by day and operation; program '' is everybody, also people at their pages.
create table capabilities.call_day (
  day date not null,
  program_id text not null,
  capability text not null,
  operation text not null,
  calls bigint not null,
  refused bigint not null,
  failed bigint not null,
  limited bigint not null,
  millis bigint not null,
  -- How many were answered within each of the bounds of meter/calls.ts, and slower than all.
  buckets bigint[] not null,
  primary key (day, program_id, operation)
) with (fillfactor = 80);
create index call_day_program on capabilities.call_day (program_id, day);
create index call_day_capability on capabilities.call_day (capability, day);

-- A program's latest calls that came to nothing. No address, no body: nothing of anybody is in it.
create table capabilities.failure (
  program_id text not null,
  at timestamptz not null,
  request_id text not null,
  operation text not null,
  status smallint not null,
  code text not null,
  millis integer not null
);
create index failure_program on capabilities.failure (program_id, at desc);

-- What will go away: an operation, or with '' the whole capability; its callers are told.
create table capabilities.deprecation (
  realm text not null,
  capability text not null,
  operation text not null,
  since date not null,
  sunset date not null,
  words text not null,
  told_by uuid not null,
  told_at timestamptz not null,
  primary key (realm, capability, operation)
);
