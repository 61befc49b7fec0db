-- Events wait here until every reaction has run; written in the transaction of the act they tell of.
create table ground.outbox (
  id bigint generated always as identity primary key,
  event_id uuid not null,
  realm text not null,
  type text not null,
  subject text not null,
  data jsonb not null,
  occurred_at timestamptz not null,
  attempts int not null default 0,
  not_before timestamptz,
  failure text
);
create index outbox_subject on ground.outbox (subject, id);

-- Answers given to requests with an Idempotency-Key, kept for a day. The answer is written by the act itself.
create table ground.idempotency (
  scope bytea primary key,
  fingerprint bytea not null,
  status int not null,
  body jsonb not null,
  answered_at timestamptz not null default now()
);
create index idempotency_answered_at on ground.idempotency (answered_at);
