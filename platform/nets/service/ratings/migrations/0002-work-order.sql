-- A rating is of one stage of a case, or of one service at a counter or by telephone: each is rated once.
alter table ratings.rating rename column case_id to subject_id;
alter table ratings.rating rename column case_no to subject_no;
alter table ratings.rating alter column item_id drop not null;
alter table ratings.rating alter column account_id drop not null;
alter table ratings.rating add column stage text not null default 'result';
alter table ratings.rating drop constraint rating_realm_case_id_key;
alter table ratings.rating add constraint rating_once unique (realm, subject_id, stage);

-- What is done about a bad rating.
create table ratings.work_order (
  realm text not null,
  rating_id uuid not null,
  limits_version text not null,
  progress text not null,
  due date,
  call_back_due date not null,
  called_back_on date,
  reached boolean not null default false,
  mend_due date not null,
  extended boolean not null default false,
  replied_on date,
  reply text,
  appealed_on date,
  appealed boolean not null default false,
  again int,
  reopened int not null default 0,
  primary key (realm, rating_id),
  foreign key (realm, rating_id) references ratings.rating
);
create index work_order_due on ratings.work_order (realm, due) where due is not null;

create table ratings.work_step (
  realm text not null,
  rating_id uuid not null,
  seq int not null,
  at timestamptz not null,
  verb text not null,
  account_id text not null,
  actor_name text not null,
  unit text not null,
  text text,
  progress text not null,
  primary key (realm, rating_id, seq)
);
create function ratings.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what was done about a rating is append-only'; end $$;
create trigger work_step_is_final before update or delete on ratings.work_step for each row execute function ratings.refuse_change();

-- Bad ratings given before work orders: open ones wait for their call-back, answered ones are closed.
insert into ratings.work_order (realm, rating_id, limits_version, progress, due, call_back_due, mend_due, replied_on, reply)
select realm, id, '2019-12', case state when 'open' then 'open' else 'closed' end, case state when 'open' then due end,
       due, due, replied_at::date, reply
from ratings.rating where level >= 4;

alter table ratings.rating drop column due;
alter table ratings.rating drop column state;
alter table ratings.rating drop column reply;
alter table ratings.rating drop column replied_by;
alter table ratings.rating drop column replied_at;

-- A service at a counter or by telephone. Of its code only a keyed digest is kept.
create table ratings.service_record (
  realm text not null,
  id uuid not null,
  no text not null,
  code_index bytea not null,
  department_id text not null,
  department_name text not null,
  channel text not null,
  service text not null,
  window_no text,
  recorded_by text not null,
  at timestamptz not null,
  primary key (realm, id),
  unique (realm, code_index)
);
create index service_record_department on ratings.service_record (realm, department_id, at desc, id);
