-- Numbers without a gap that acts under way have taken. An act deletes its row as it commits; a row that an act left behind is
-- given to the next after a minute, so no number is missing for good.
create table credentials.reserved (
  realm text not null,
  type text not null,
  department_id text not null,
  scope text not null,
  number bigint not null,
  holder uuid not null,
  at timestamptz not null,
  primary key (realm, type, department_id, scope, number)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
