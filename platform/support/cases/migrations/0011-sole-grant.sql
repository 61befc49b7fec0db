-- 唯一准予: what was granted last over the same thing, so that of applications open at once only one is granted.
create table cases.sole_grant (
  realm text not null,
  digest bytea not null,
  case_id uuid not null,
  granted_at timestamptz not null,
  primary key (realm, digest)
);
