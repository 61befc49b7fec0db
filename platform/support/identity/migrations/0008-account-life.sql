-- 合并、注销、停用: an account that was closed says why and since when; one that was merged says into which.
alter table identity.account
  -- 注销冷静期: its owner asked for its end, which comes at this time unless they think better of it.
  add column closes_at timestamptz,
  add column closed_reason text,
  add column closed_by_name text,
  add column merged_into uuid;
create index account_closes_at on identity.account (closes_at) where closes_at is not null and disabled_at is null;
