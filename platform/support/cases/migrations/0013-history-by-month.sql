-- History is kept by the month in which its case was begun. An id is a UUID of version 7, whose first 48 bits are the moment
-- (RFC 9562, 5.7), so a range of ids is a range of time, every key stays as it was, and a case's history is one look into
-- one partition. Today's acts write small indexes; a month whose cases are all closed can be taken away whole.
create function month_id(month date) returns uuid immutable language sql as $$
  select (lpad(to_hex((extract(epoch from date_trunc('month', month) at time zone 'UTC') * 1000)::bigint), 12, '0')
    || repeat('0', 20))::uuid
$$;

alter table step rename to step_before;
alter index step_pkey rename to step_before_pkey;
drop trigger step_is_final on step_before;

create table step (like step_before, primary key (realm, case_id, seq)) partition by range (case_id);
create trigger step_is_final before update or delete on step for each row execute function refuse_change();
-- Ids of another making, and months that nobody made in time: nothing is ever refused.
create table step_other partition of step default;

-- What is there already stays where it lies, as one partition of everything until the month is over.
do $$
declare
  until uuid := cases.month_id((now() + interval '1 month')::date);
begin
  if exists (select from cases.step_before) then
    insert into cases.step_other select * from cases.step_before where case_id >= until;
    delete from cases.step_before where case_id >= until;
    execute format('alter table cases.step attach partition cases.step_before for values from (minvalue) to (%L)', until);
  else
    drop table cases.step_before;
  end if;
end $$;

-- Makes the month of a day, if it is not there and nothing of it lies elsewhere. The lock lets two processes ask at once.
create function ensure_history_month(day date) returns void language plpgsql as $$
declare
  low uuid := cases.month_id(day);
  high uuid := cases.month_id((date_trunc('month', day) + interval '1 month')::date);
  name text := 'step_' || to_char(day, 'YYYY_MM');
begin
  perform pg_advisory_xact_lock(hashtext('cases.step'));
  if to_regclass('cases.' || name) is not null or exists (select from cases.step_other where case_id >= low and case_id < high) then
    return;
  end if;
  if to_regclass('cases.step_before') is not null and exists (
    select from pg_class where oid = to_regclass('cases.step_before')
      and pg_get_expr(relpartbound, oid) >= format('FOR VALUES FROM (MINVALUE) TO (''%s'')', high)) then
    return;
  end if;
  execute format('create table cases.%I partition of cases.step for values from (%L) to (%L)', name, low, high);
end $$;

-- Takes a month out of the history, to be archived or moved: its table stays, under its name, and no list reaches it any
-- more. Refused while a case of it is open.
create function release_history_month(day date) returns text language plpgsql as $$
declare
  low uuid := cases.month_id(day);
  high uuid := cases.month_id((date_trunc('month', day) + interval '1 month')::date);
  name text := 'step_' || to_char(day, 'YYYY_MM');
begin
  if exists (select from cases."case" where id >= low and id < high and closed_at is null) then
    raise exception 'cases begun in % are still open', to_char(day, 'YYYY-MM');
  end if;
  execute format('alter table cases.step detach partition cases.%I', name);
  return 'cases.' || name;
end $$;

select ensure_history_month((now() + make_interval(months => n))::date) from generate_series(0, 2) as n;
