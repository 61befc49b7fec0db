-- 对账: each day of each channel, and of the treasury, against our books; what does not fit is a person's task.
create table payments.reconciliation (
  realm text not null,
  channel text not null,                  -- a channel, or 'treasury'
  day date not null,
  at timestamptz not null,
  ours int not null,
  ours_fen bigint not null,
  theirs int not null,
  theirs_fen bigint not null,
  mended int not null,                    -- payments nobody had told us of, booked from the channel's bill
  differences int not null,
  primary key (realm, channel, day)
);

create table payments.difference (
  realm text not null,
  id uuid not null,
  channel text not null,
  day date not null,
  kind text not null check (kind in ('missing-here', 'missing-there', 'amount-differs', 'not-owed')),
  about text not null check (about in ('payment', 'refund')),
  no text not null,                       -- of the order, refund or bill
  ours_fen bigint not null,
  theirs_fen bigint not null,
  department_id text,                     -- whose bill it is, where there is one
  bill_id uuid,
  state text not null check (state in ('open', 'settled')),
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  settled_name text,
  how text,
  row_version int not null default 1,
  primary key (realm, id),
  unique (realm, channel, day, kind, about, no),
  check ((state = 'settled') = (settled_at is not null and how is not null))
);
create index difference_open on payments.difference (realm, found_at desc, id) where state = 'open';
create index difference_list on payments.difference (realm, found_at desc, id);
