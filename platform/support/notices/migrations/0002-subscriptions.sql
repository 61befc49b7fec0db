-- 订阅: how an account wants to hear of its cases; `scope` is a case, or empty for all of them.
create table notices.subscription (
  realm text not null,
  account_id uuid not null,
  scope text not null,
  topic text not null,
  mode text not null check (mode in ('now', 'digest', 'off')),
  set_at timestamptz not null,
  primary key (realm, account_id, scope, topic)
);

-- What waits for the digest of the next morning.
create table notices.waiting (
  realm text not null,
  account_id uuid not null,
  event_id uuid not null,
  case_id uuid,
  title text not null,
  title_en text not null,
  body text not null,
  body_en text not null,
  at timestamptz not null,
  primary key (realm, account_id, event_id)
);
