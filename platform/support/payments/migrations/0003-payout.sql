-- 补贴发放: what a person gets month by month, and on what it rests.
create table payments.entitlement (
  realm text not null,
  id uuid not null,
  kind text not null,
  kind_version integer not null,
  party_id uuid not null,
  payee bytea not null,                   -- sealed: name, citizen ID, account
  given jsonb not null,                   -- what the formula reads
  from_month text not null check (from_month ~ '^\d{4}-\d{2}$'),
  until_month text check (until_month ~ '^\d{4}-\d{2}$'),
  department_id text not null,
  department_name text not null,
  case_id uuid not null,
  case_no text not null,
  made_at timestamptz not null,
  primary key (realm, id),
  unique (realm, case_id, kind)
);
create index entitlement_due on payments.entitlement (realm, kind, department_id, from_month);

create sequence payments.payout_number;

create table payments.payout_batch (
  realm text not null,
  no text not null,                       -- MsgId
  made_at timestamptz not null,
  look_at timestamptz,                    -- when to hand it in, or to ask again how it stands; null when there is nothing to ask
  looks integer not null default 0,
  primary key (realm, no)
);
create index batch_look on payments.payout_batch (realm, look_at) where look_at is not null;

create table payments.payout (
  realm text not null,
  no text not null,
  kind text not null,
  title text not null,
  title_en text not null,
  subsidy text not null,
  basis text not null,
  party_id uuid not null,
  payee bytea not null,
  entitlement_id uuid,
  month text,
  department_id text not null,
  department_name text not null,
  case_id uuid not null,
  case_no text not null,
  fen bigint not null check (fen > 0),
  state text not null check (state in ('due', 'sent', 'paid', 'returned', 'cancelled')),
  attempt integer not null,
  batch_no text,
  reason text,                            -- why the bank gave it back
  made_at timestamptz not null,
  sent_at timestamptz,
  paid_at timestamptz,
  returned_at timestamptz,
  row_version integer not null,
  primary key (realm, no),
  foreign key (realm, batch_no) references payments.payout_batch (realm, no)
);
-- One month is paid once, and so is what a case grants once.
create unique index payout_month on payments.payout (realm, entitlement_id, month) where entitlement_id is not null;
create unique index payout_once on payments.payout (realm, case_id, kind) where entitlement_id is null;
create index payout_batch_lines on payments.payout (realm, batch_no);
create index payout_of_department on payments.payout (realm, department_id, made_at desc, no desc);
create index payout_of_party on payments.payout (realm, party_id, made_at desc, no desc);

-- 按月发放: prepared by one person, approved by another.
create table payments.payout_run (
  realm text not null,
  id uuid not null,
  kind text not null,
  month text not null,
  department_id text not null,
  state text not null check (state in ('proposed', 'approved', 'refused')),
  count integer not null,
  fen bigint not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  proposed_name text not null,
  decided_at timestamptz,
  decided_by text,
  decided_name text,
  primary key (realm, id),
  check (decided_by is null or decided_by <> proposed_by)
);
create unique index run_open on payments.payout_run (realm, kind, month, department_id) where state = 'proposed';
