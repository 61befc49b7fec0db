-- 缴款单: what somebody owes for a case, the tries to pay it, what went back, and the books of all of it. Money is whole fen.
create sequence payments.bill_number;

create table payments.bill (
  realm text not null,
  id uuid not null,
  no text not null,                       -- 缴款识别码: 20 digits
  case_id uuid not null,
  case_no text not null,
  item_name text not null,
  party_id uuid not null,
  party_name text not null,
  account_id text not null,
  department_id text not null,
  department_name text not null,
  division_code text not null,
  title text not null,
  title_en text not null,
  state text not null check (state in ('open', 'closing', 'paid', 'closed')),
  total_fen bigint not null check (total_fen > 0),
  due timestamptz not null,
  made_at timestamptz not null,
  paid_at timestamptz,
  closed_for text,                        -- why nobody owes it any more
  receipt_id uuid,                        -- 电子票据, a credential
  receipt_no text,
  row_version int not null default 1,
  primary key (realm, id),
  unique (realm, no)
);
create index bill_party on payments.bill (realm, party_id, made_at desc, id);
create index bill_department on payments.bill (realm, department_id, state, made_at desc, id);
create index bill_case on payments.bill (realm, case_id);
create index bill_due on payments.bill (realm, due) where state = 'open';

create table payments.bill_item (
  realm text not null,
  bill_id uuid not null,
  seq int not null,
  code text not null,                     -- of the fee, and the version of its declaration that was in force
  version int not null,
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('fee', 'deposit')),
  basis text not null,
  standard text not null,
  fen bigint not null check (fen > 0),
  primary key (realm, bill_id, seq),
  unique (realm, bill_id, code),
  foreign key (realm, bill_id) references payments.bill (realm, id)
);

create table payments.bill_order (
  realm text not null,
  bill_id uuid not null,
  seq int not null,
  no text not null,
  channel text not null,
  fen bigint not null check (fen > 0),
  state text not null check (state in ('waiting', 'paid', 'closed')),
  transaction text,
  asked_at timestamptz not null,
  expires timestamptz not null,
  paid_at timestamptz,
  surplus boolean not null default false,
  looked int not null default 0,          -- how often the channel was asked about it since it fell silent
  look_at timestamptz,                    -- when to ask next; null when there is nothing to ask
  primary key (realm, no),
  foreign key (realm, bill_id) references payments.bill (realm, id),
  check (state <> 'paid' or (transaction is not null and paid_at is not null))
);
create index order_bill on payments.bill_order (realm, bill_id, seq);
create index order_look on payments.bill_order (realm, look_at) where look_at is not null;
create index order_day on payments.bill_order (realm, channel, paid_at) where state = 'paid';
-- A channel's payment pays one order, whatever happens.
create unique index order_transaction on payments.bill_order (realm, channel, transaction) where transaction is not null;
-- And one order settles a bill.
create unique index order_settles on payments.bill_order (realm, bill_id) where state = 'paid' and not surplus;

create table payments.refund (
  realm text not null,
  bill_id uuid not null,
  seq int not null,
  no text not null,
  order_no text not null,
  item text,                              -- none: the money was never owed
  fen bigint not null check (fen > 0),
  state text not null check (state in ('proposed', 'refused', 'asked', 'done', 'failed')),
  sent int not null,
  reason text not null,
  proposed_by text,
  proposed_name text,
  decided_by text,
  decided_name text,
  at timestamptz not null,
  sent_at timestamptz,
  done_at timestamptz,
  look_at timestamptz,
  primary key (realm, no),
  foreign key (realm, order_no) references payments.bill_order (realm, no),
  check (proposed_by is null or decided_by is null or proposed_by <> decided_by)
);
create index refund_bill on payments.refund (realm, bill_id, seq);
create index refund_look on payments.refund (realm, look_at) where look_at is not null;

-- The books. One row moves an amount from the credit to the debit account, so every entry balances by its shape; its key is
-- unique, so none is made twice; and nothing is ever changed: what was wrong is booked back.
create table payments.transfer (
  realm text not null,
  key text not null,
  at timestamptz not null,
  debit text not null,
  credit text not null,
  fen bigint not null check (fen > 0),
  subject text not null,                  -- the number of the bill or payout it is about
  primary key (realm, key),
  check (debit <> credit),
  check (debit ~ '^(receivable|deposit|surplus|refund-due|treasury|payout-due|(channel|income|subsidy):[a-z0-9-]+)$'),
  check (credit ~ '^(receivable|deposit|surplus|refund-due|treasury|payout-due|(channel|income|subsidy):[a-z0-9-]+)$')
);
create index transfer_subject on payments.transfer (realm, subject);
create index transfer_debit on payments.transfer (realm, debit);
create index transfer_credit on payments.transfer (realm, credit);

create view payments.balance as
  select realm, account, sum(fen)::bigint as fen from (
    select realm, debit as account, fen from payments.transfer
    union all
    select realm, credit, -fen from payments.transfer
  ) as side group by realm, account;

create table payments.notification (
  realm text not null,
  channel text not null,
  id text not null,                       -- the channel's own number of it; of one that was refused, its digest
  at timestamptz not null,
  verdict text not null check (verdict in ('taken', 'nothing-new', 'odd', 'refused')),
  reason text,
  order_no text,
  primary key (realm, channel, id)
);

create function payments.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'the books are append-only: book it back'; end $$;
create trigger transfer_is_final before update or delete on payments.transfer
  for each row execute function payments.refuse_change();
create trigger transfer_stays before truncate on payments.transfer
  for each statement execute function payments.refuse_change();
