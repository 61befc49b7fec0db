create table notices.notice (
  realm text not null,
  id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  kind text not null,
  title text not null,
  title_en text not null,
  body text not null,
  body_en text not null,
  case_id uuid,
  at timestamptz not null,
  read_at timestamptz,
  primary key (realm, id),
  unique (realm, account_id, event_id)
);
create index notice_inbox on notices.notice (realm, account_id, at desc, id);
