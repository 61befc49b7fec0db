-- 告知承诺: a promise signed in place of proofs, from its signing to the check after the grant and what came of it.
create table promises.promise (
  realm text not null,
  id uuid not null,
  case_id uuid not null,
  case_no text not null,
  item_id uuid not null,
  item_version int not null,
  item_name text not null,
  party_id uuid not null,
  party_name text not null,
  account_id uuid not null,
  department_id text not null,
  department_name text not null,
  key text not null,
  version int not null,                   -- of the text that was read
  name text not null,
  digest text not null,                   -- SHA-256 of that text
  materials jsonb not null,
  check_what text not null,
  check_unit text not null,
  check_days int not null,
  signed_by text not null,
  signed_at timestamptz not null,
  document_id uuid not null,              -- the sealed 告知承诺书
  document_number text not null,
  state text not null check (state in ('signed', 'to-check', 'rectifying', 'kept', 'false', 'annulled', 'void')),
  due date,                               -- of the check, then of putting right
  granted_on date,
  found_by uuid,                          -- who found it false may not decide on the annulment
  repaired_at timestamptz,                -- 信用修复: promises are open to the party again
  row_version int not null default 1,
  primary key (realm, id)
);
create unique index promise_once on promises.promise (realm, case_id, key);
create index promise_work on promises.promise (realm, department_id, state, (coalesce(due, date '9999-12-31')), id);
create index promise_party on promises.promise (realm, party_id, signed_at desc, id);

create table promises.step (
  realm text not null,
  promise_id uuid not null,
  seq int not null,
  at timestamptz not null,
  verb text not null,
  actor_id text not null,
  actor_name text not null,
  reason text not null,
  primary key (realm, promise_id, seq),
  foreign key (realm, promise_id) references promises.promise (realm, id)
);
create function promises.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'what was done about a promise is append-only'; end $$;
create trigger step_is_final before update or delete on promises.step for each row execute function promises.refuse_change();
