-- What of a deposit was not given back, by a decision of an official with reasons. The money is income from then on.
create table payments.kept (
  realm text not null,
  bill_id uuid not null,
  seq int not null,
  no text not null,
  item text not null,
  fen bigint not null check (fen > 0),
  reason text not null check (length(reason) >= 2),
  decided_by text not null,
  decided_name text not null,
  at timestamptz not null,
  primary key (realm, no),
  foreign key (realm, bill_id) references payments.bill (realm, id)
);
create index kept_bill on payments.kept (realm, bill_id, seq);
