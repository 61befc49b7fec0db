-- 双向评价: how good shared data were to those who used them, and how properly they were used. The last word of each side counts;
-- those before it stay.
create table rating (
  realm text not null,
  id uuid not null,
  demand_id uuid not null,
  register text not null,
  side text not null,
  by_account text not null,
  by_name text not null,
  at timestamptz not null,
  accuracy integer,
  freshness integer,
  service integer,
  compliance integer,
  note text not null,
  primary key (realm, id)
);
create index rating_of_demand on rating (realm, demand_id, side, at desc);
create index rating_of_register on rating (realm, register);
