-- What holders were reminded of: each licence, what is due on which day, at how many days before.
create table credentials.reminder (
  realm text not null,
  credential_id uuid not null,
  kind text not null check (kind in ('expiry', 'annual-check')),
  day date not null,
  before int not null,
  at timestamptz not null,
  primary key (realm, credential_id, kind, day, before),
  foreign key (realm, credential_id) references credentials.credential
);
create index credential_ending on credentials.credential (realm, type, valid_to) where status = 'valid';
