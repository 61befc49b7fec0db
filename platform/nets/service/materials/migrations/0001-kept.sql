-- 我的材料: files a party keeps for later, and until when a file holds good. What cases hold lies with the cases.
create table materials.kept (
  realm text not null,
  id uuid not null,
  party_id uuid not null,
  name text not null,
  hash text not null,                     -- of the bytes as handed in
  file_name text not null,
  media_type text not null,
  size bigint not null,
  at timestamptz not null,
  sealed_hash text not null,              -- of the sealed bytes in the file store
  sealed_key bytea not null,              -- deleting the row destroys the key, and with it the content
  primary key (realm, id)
);
create unique index kept_party on materials.kept (realm, party_id, hash);

create table materials.validity (
  realm text not null,
  party_id uuid not null,
  hash text not null,
  expires_on date not null,
  primary key (realm, party_id, hash)
);
