-- Every call of the gateway, answered or refused: who, by which system, for what, which fields, how many records
-- (政务数据共享条例第29条: kept three years at least).
create table call (
  id uuid primary key,
  realm text not null,
  at timestamptz not null,
  key_id text not null,
  demand_id uuid not null,
  reader text not null,
  purpose text not null,
  register text not null,
  operation text not null,
  fields text[] not null,
  -- Which fields it was asked by, never with which values.
  asked_by text[] not null,
  rows integer not null,
  code text,
  ip text not null,
  millis integer not null
);
create index call_by_demand on call (realm, demand_id, at desc);

-- Nonces of signed calls, until their signatures are too old to count (RFC 9421 section 7.2.2).
create table nonce (key_id text not null, nonce text not null, until timestamptz not null, primary key (key_id, nonce));
create index nonce_until on nonce (until);

-- Calls of a day, taken in portions by the processes that serve: together they never exceed what was granted.
create table quota (key_id text not null, day date not null, taken integer not null, primary key (key_id, day));
