-- 精准推送: what an account does not want to be recommended again, by the party it would be for.
create table life_maps.dismissal (
  realm text not null,
  account_id uuid not null,
  party_id uuid not null,
  item_id uuid not null,
  at timestamptz not null,
  primary key (realm, account_id, party_id, item_id)
);
