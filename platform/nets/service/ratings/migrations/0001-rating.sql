create table ratings.rating (
  realm text not null,
  id uuid not null,
  case_id uuid not null,
  case_no text not null,
  item_id uuid not null,
  item_name text not null,
  department_id text not null,
  department_name text not null,
  party_name text not null,
  account_id uuid not null,
  level int not null check (level between 1 and 5),
  tags text[] not null,
  text text,
  channel text not null,
  at timestamptz not null,
  due date,
  state text not null,
  reply text,
  replied_by text,
  replied_at timestamptz,
  primary key (realm, id),
  unique (realm, case_id)
);
create index rating_department on ratings.rating (realm, department_id, at desc, id);
create index rating_item on ratings.rating (realm, item_id);
