-- The tables of record themselves, made from declarations. Only this module writes here.
create schema if not exists register;

-- The declaration that each table has now.
create table declaration (
  realm text not null,
  key text not null,
  version integer not null,
  content jsonb not null,
  installed_at timestamptz not null,
  primary key (realm, key)
);

-- Persons for whom a register is made not to answer: simulations of the demo, each marked as such.
create table simulation (
  realm text not null,
  register text not null,
  subject_index bytea not null,
  note text not null,
  primary key (realm, register, subject_index)
);

-- Who read whose data, when, for what purpose and on what basis (个人信息保护法第54、55条; kept three years: 网数条例第12条).
-- By month, so that today's lines stay in small indexes and old months can be archived whole.
create table read_log (
  realm text not null,
  id uuid not null,
  read_at timestamptz not null,
  register text not null,
  subject_index bytea,
  reader_kind text not null,
  reader_account text not null,
  reader text not null,
  on_behalf_of text,
  fields text[] not null,
  purpose text not null,
  basis text not null,
  case_id text,
  status text not null,
  ip text,
  primary key (realm, read_at, id)
) partition by range (read_at);

create index read_log_subject on read_log (realm, subject_index, read_at desc);

-- Makes the month of a day, if it is not there. The lock lets two processes ask at once.
create function ensure_read_log_month(day date) returns void language plpgsql as $$
declare
  first date := date_trunc('month', day);
  name text := 'read_log_' || to_char(first, 'YYYY_MM');
begin
  perform pg_advisory_xact_lock(hashtext('registers.read_log'));
  execute format(
    'create table if not exists registers.%I partition of registers.read_log for values from (%L) to (%L)',
    name, first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC'
  );
end $$;
