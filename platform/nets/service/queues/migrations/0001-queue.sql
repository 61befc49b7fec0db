-- Who sits at which window of which hall, and since when.
create table queues.duty (
  realm text not null,
  id uuid not null,
  point text not null,
  window_no text not null,
  clerk_id uuid not null,
  clerk_name text not null,
  post_id text not null,
  since timestamptz not null,
  until timestamptz,
  primary key (realm, id)
);
create unique index duty_of_window on queues.duty (realm, point, window_no) where until is null;
create unique index duty_of_clerk on queues.duty (realm, clerk_id) where until is null;
create index duty_since on queues.duty (realm, point, since);

-- The last number given out: of a hall, a day and a series.
create table queues.numbering (
  realm text not null,
  point text not null,
  day date not null,
  series text not null,
  last int not null,
  primary key (realm, point, day, series)
);

create table queues.ticket (
  realm text not null,
  id uuid not null,
  point text not null,
  day date not null,
  no text not null,
  seq int not null,
  item_id uuid,
  item_name text,
  green text check (green in ('elder', 'disabled', 'pregnant', 'soldier')),
  channel text not null check (channel in ('portal', 'kiosk', 'window')),
  account_id uuid,                      -- whose it is, where they signed in
  party_id uuid,
  person_name text,
  appointment_id uuid,
  state text not null check (state in ('waiting', 'called', 'serving', 'skipped', 'finished', 'cancelled')),
  taken_at timestamptz not null,
  queued_at timestamptz not null,       -- moves when it comes back to the queue
  wanted_window text,                   -- after a transfer
  duty_id uuid,
  window_no text,
  clerk_id uuid,
  clerk_name text,
  calls int not null default 0,
  called_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  case_id uuid,
  primary key (realm, id),
  unique (realm, point, day, no)
);
create index ticket_waiting on queues.ticket (realm, point, day, queued_at) where state = 'waiting';
create index ticket_of_day on queues.ticket (realm, point, day);
create index ticket_of_account on queues.ticket (realm, account_id, taken_at desc) where account_id is not null;
-- A window serves one person at a time, and nobody stands twice in the same queue.
create unique index ticket_at_window on queues.ticket (realm, duty_id) where state in ('called', 'serving');
create unique index ticket_of_person on queues.ticket (realm, point, day, account_id)
  where account_id is not null and state in ('waiting', 'called', 'serving');

create table queues.ticket_step (
  realm text not null,
  ticket_id uuid not null,
  at timestamptz not null,
  verb text not null,
  account_id text not null,
  actor_name text not null,
  window_no text,
  state text not null
);
create index ticket_steps on queues.ticket_step (realm, ticket_id, at);
create function queues.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what happened to a ticket is append-only'; end $$;
create trigger ticket_step_is_final before update or delete on queues.ticket_step
  for each row execute function queues.refuse_change();
