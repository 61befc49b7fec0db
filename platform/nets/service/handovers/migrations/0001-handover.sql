-- A result that lies at a service point until the person comes for it (统一窗口出件).
create table handovers.handover (
  realm text not null,
  id uuid not null,
  point text not null,
  case_id uuid not null,
  case_no text not null,
  item_name text not null,
  department_name text not null,        -- who decided
  party_id uuid not null,
  party_kind text not null,
  person_name text not null,
  documents jsonb not null,             -- [{name, no?}]
  shelf text,
  state text not null check (state in ('waiting', 'handed', 'returned')),
  received_at timestamptz not null,
  received_on date not null,
  received_window text not null,
  received_by uuid not null,
  received_name text not null,
  keep_until date not null,
  told boolean not null,                -- that it is here, to at least one account
  reminded_at timestamptz,
  code_digest bytea not null,           -- of the pick-up code that the person was sent
  code_tries smallint not null default 0,
  ended_at timestamptz,
  ended_on date,
  ended_window text,
  ended_by uuid,
  ended_name text,
  taker jsonb,                          -- name, masked number, how identified, for oneself or for another
  taker_number bytea,                   -- sealed
  signature jsonb,                      -- strokes of the pen, or that the code was told
  reason text,                          -- of a return
  primary key (realm, id)
);
create index handover_waiting on handovers.handover (realm, point, keep_until, id) where state = 'waiting';
create index handover_of_point on handovers.handover (realm, point, received_at desc, id desc);
create index handover_of_party on handovers.handover (realm, party_id) where state = 'waiting';
create unique index handover_of_case on handovers.handover (realm, case_id) where state = 'waiting';

-- The day's sheet of a window: as it stood when the clerk who leaves signed it, and who took over.
create table handovers.sheet (
  realm text not null,
  point text not null,
  day date not null,
  window_no text not null,
  content jsonb not null,
  digest bytea not null,
  signed_by uuid not null,
  signed_name text not null,
  signed_at timestamptz not null,
  taken_by uuid,
  taken_name text,
  taken_at timestamptz,
  primary key (realm, point, day, window_no),
  check (taken_by is null or taken_by <> signed_by)
);
