-- How many are booked into a slot: counted where two who book at once cannot both be the last.
create table queues.slot (
  realm text not null,
  point text not null,
  day date not null,
  time text not null,
  booked int not null check (booked >= 0),
  primary key (realm, point, day, time)
);

create table queues.appointment (
  realm text not null,
  id uuid not null,
  point text not null,
  day date not null,
  time text not null,
  item_id uuid,
  item_name text,
  account_id uuid not null,
  party_id uuid,
  person_name text not null,
  state text not null check (state in ('booked', 'arrived', 'cancelled', 'missed')),
  ends_at timestamptz not null,
  booked_at timestamptz not null,
  ticket_id uuid,
  primary key (realm, id)
);
create index appointment_of_account on queues.appointment (realm, account_id, day desc);
create index appointment_of_day on queues.appointment (realm, point, day, time);
create index appointment_open on queues.appointment (realm, ends_at) where state = 'booked';
-- One person holds one appointment at a point on a day.
create unique index appointment_once on queues.appointment (realm, point, day, account_id) where state = 'booked';
