-- 督办单: what a supervisor wants answered about a case.
create table supervision.notice (
  realm text not null,
  id uuid not null,
  no int not null,
  case_id uuid not null,
  case_no text not null,
  item_name text not null,
  department_id text not null,
  department_name text not null,
  rule_key text,                        -- which rule found it; absent when the supervisor did
  rule_name text,
  demand text not null,
  answer_days int not null,
  due date not null,
  state text not null check (state in ('issued', 'answered', 'accepted')),
  escalated_at timestamptz,             -- not answered in time: told to the heads
  returned int not null default 0,
  issued_by uuid not null,
  issued_name text not null,
  issued_at timestamptz not null,
  row_version int not null default 1,
  primary key (realm, id),
  unique (realm, no)
);
create index notice_of_department on supervision.notice (realm, department_id, no desc);
create index notice_due on supervision.notice (realm, due) where state = 'issued' and escalated_at is null;
create unique index notice_once on supervision.notice (realm, case_id, coalesce(rule_key, '')) where state <> 'accepted';

create table supervision.step (
  realm text not null,
  notice_id uuid not null,
  at timestamptz not null,
  verb text not null,
  account_id text not null,
  actor_name text not null,
  words text not null
);
create index notice_steps on supervision.step (realm, notice_id, at);
create function supervision.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what happened to a supervision notice is append-only'; end $$;
create trigger step_is_final before update or delete on supervision.step
  for each row execute function supervision.refuse_change();
