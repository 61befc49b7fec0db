-- 财政电子票据: numbers that the treasury gave out, receipts under them, their red-letter receipts, and who has booked them.
create table fiscal_receipts.book (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('non-tax', 'settlement')),
  state text not null check (state in ('asked', 'granted', 'refused')),
  quantity int not null check (quantity between 1 and 100000),
  code text check (code ~ '^[0-9]{8}$'),
  first_no bigint,
  last_no bigint,
  next_no bigint,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_at timestamptz,
  said text,                              -- why the treasury refused, or its number of the grant
  primary key (realm, id),
  check (state <> 'granted' or (code is not null and first_no <= last_no and next_no between first_no and last_no + 1))
);
create index book_asked on fiscal_receipts.book (realm, asked_at) where state = 'asked';
create index book_open on fiscal_receipts.book (realm, kind, asked_at) where state = 'granted' and next_no <= last_no;
-- A treasury that gave the same numbers twice would have two receipts under one number.
alter table fiscal_receipts.book add constraint book_numbers_once exclude using gist (
  int8range(code::bigint * 10000000000 + first_no, code::bigint * 10000000000 + last_no, '[]') with &&
) where (state = 'granted');

create table fiscal_receipts.receipt (
  realm text not null,
  id uuid not null,
  seq bigint generated always as identity,
  book_id uuid not null,
  kind text not null,
  code text not null,
  number text not null check (number ~ '^[0-9]{10}$'),
  check_code text not null check (check_code ~ '^[0-9a-z]{6}$'),
  red boolean not null,
  reverses uuid,                          -- of a red one: the receipt it takes back
  reversed_by uuid,
  reason text,                            -- of a red one: why
  bill_id uuid not null,
  bill_no text not null,
  case_id uuid not null,
  case_no text not null,
  party_id uuid not null,
  payer text not null,
  department_id text not null,
  department_name text not null,
  total_fen bigint not null check (total_fen <> 0),
  lines jsonb not null,
  issued_at timestamptz not null,
  credential_id uuid not null,            -- its face: sealed, in the holder's wallet, as OFD and PDF
  report text not null check (report in ('waiting', 'accepted', 'refused')),
  report_said text,
  report_at timestamptz,
  primary key (realm, id),
  unique (realm, code, number),
  foreign key (realm, book_id) references fiscal_receipts.book (realm, id),
  check (red = (reverses is not null)),
  check (red = (total_fen < 0))
);
create unique index receipt_reversed_once on fiscal_receipts.receipt (realm, reverses) where reverses is not null;
-- One receipt of a kind stands for a bill.
create unique index receipt_stands on fiscal_receipts.receipt (realm, bill_id, kind) where not red and reversed_by is null;
create index receipt_party on fiscal_receipts.receipt (realm, party_id, seq desc);
create index receipt_department on fiscal_receipts.receipt (realm, department_id, seq desc);
create index receipt_report on fiscal_receipts.receipt (realm, seq) where report = 'waiting';

-- What is printed on a receipt never changes; only what happened to it does.
create function fiscal_receipts.keep_face() returns trigger language plpgsql as $$
begin
  if (new.code, new.number, new.check_code, new.red, new.reverses, new.bill_id, new.payer, new.total_fen, new.lines, new.issued_at)
    is distinct from (old.code, old.number, old.check_code, old.red, old.reverses, old.bill_id, old.payer, old.total_fen, old.lines, old.issued_at)
    or (old.reversed_by is not null and new.reversed_by is distinct from old.reversed_by)
  then raise exception 'a receipt never changes: take it back by a red one'; end if;
  return new;
end $$;
create trigger receipt_is_final before update on fiscal_receipts.receipt
  for each row execute function fiscal_receipts.keep_face();
create function fiscal_receipts.refuse_removal() returns trigger language plpgsql as $$
begin raise exception 'receipts are never removed'; end $$;
create trigger receipt_stays before delete or truncate on fiscal_receipts.receipt
  for each statement execute function fiscal_receipts.refuse_removal();

-- Bills whose receipts must be looked at: paid, or some money went back. Gone once done.
create table fiscal_receipts.owed (
  realm text not null,
  bill_id uuid not null,
  since timestamptz not null,
  primary key (realm, bill_id)
);

-- 入账: a unit has booked a receipt, so nobody else may be paid back for it.
create table fiscal_receipts.entry (
  realm text not null,
  id uuid not null,
  receipt_id uuid not null,
  unit_id uuid not null,
  unit text not null,
  voucher text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_for text,
  primary key (realm, id),
  foreign key (realm, receipt_id) references fiscal_receipts.receipt (realm, id)
);
create unique index entry_once on fiscal_receipts.entry (realm, receipt_id) where withdrawn_at is null;
create index entry_unit on fiscal_receipts.entry (realm, unit_id, entered_at desc);
