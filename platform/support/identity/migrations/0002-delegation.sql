-- 委托: the holder of a post lets a colleague act in it until a day that is set beforehand.
create table identity.delegation (
  realm text not null,
  id uuid not null,
  post_id uuid not null,
  from_account uuid not null,
  to_account uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  reason text not null,
  given_by text not null,
  ended_at timestamptz,
  primary key (realm, id),
  foreign key (realm, post_id) references identity.post,
  foreign key (realm, to_account) references identity.account
);
create index delegation_to on identity.delegation (realm, to_account) where ended_at is null;
create index delegation_from on identity.delegation (realm, from_account) where ended_at is null;
