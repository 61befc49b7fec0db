-- What somebody is drawing and has not published: one draft of a thing at a time, saved whole. Published versions are the packs'.
create table draft (
  realm text not null,
  kind text not null,
  key text not null,
  division_code text not null,          -- whose designers may go on with it
  pack text not null,                   -- the pack its next version will belong to
  title text not null,
  text text not null,
  revision int not null,                -- raised by every save, so that nobody overwrites what they have not seen
  based_on int,                         -- the version it was begun from
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (realm, kind, key)
);

-- Who began, published and threw away what, and why.
create table act (
  realm text not null,
  id uuid not null,
  kind text not null,
  key text not null,
  verb text not null,                   -- begin, publish, discard
  version int,
  valid_from date,
  reason text,
  account_id text not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (realm, id)
);
create index act_of_design on act (realm, kind, key, at);
