-- 找回: the way back for who lost their password or the device of their factors, by a check of the person. The secret lies
-- in the browser that began it, and only its digest here.
create table identity.recovery (
  realm text not null,
  id uuid not null,
  account_id uuid not null,
  secret_hash bytea not null,
  check_id uuid not null,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (realm, id),
  foreign key (realm, account_id) references identity.account
);
