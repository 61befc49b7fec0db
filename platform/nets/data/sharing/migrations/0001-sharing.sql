-- 数据需求: what a department asks of another's register, how it was answered, and what may be read by it.
create table demand (
  realm text not null,
  id uuid not null,
  no text not null,
  register text not null,
  register_name text not null,
  catalogue_code text,
  user_department text not null,
  user_name text not null,
  provider_department text not null,
  provider_name text not null,
  system text not null,
  purpose text not null,
  basis text not null,
  fields text[] not null,
  frequency text not null,
  until date not null,
  per_day integer not null,
  state text not null,
  share_type text,
  filed_by text not null,
  filed_at timestamptz not null,
  -- The last day of whoever has to act now; none once nobody has to.
  due date,
  extended boolean not null default false,
  -- What the provider or the coordination group gave: fields, unmasked ones, rows, with the reasons.
  grant_fields text[],
  grant_plain text[],
  grant_rows jsonb,
  grant_until date,
  grant_per_day integer,
  version integer not null default 1,
  primary key (realm, id),
  unique (realm, no)
);
create index demand_by_user on demand (realm, user_department, filed_at desc);
create index demand_by_provider on demand (realm, provider_department, filed_at desc);
create index demand_due on demand (realm, due) where due is not null;

-- The docket: who did what when, with reasons; never changed.
create table step (
  realm text not null,
  demand_id uuid not null,
  turn integer not null,
  at timestamptz not null,
  verb text not null,
  by_account text not null,
  by_name text not null,
  by_department text not null,
  note text not null,
  basis text,
  alternative text,
  due date,
  primary key (realm, demand_id, turn)
);

-- The key a system shows at the gateway. The secret is sealed; its holder saw it once.
create table key (
  key_id text primary key,
  realm text not null,
  demand_id uuid not null,
  secret bytea not null,
  addresses text[] not null,
  issued_at timestamptz not null,
  issued_by text not null,
  unique (realm, demand_id)
);

create table counter (realm text not null, year integer not null, last integer not null, primary key (realm, year));
