-- 数字名片: what a holder chose to show together, until when.
create table city_codes.card (
  realm text not null,
  id uuid not null,
  holder_party text not null,
  holder_name text not null,
  title text not null check (title <> ''),
  chosen jsonb not null,
  valid_to timestamptz not null,
  made_at timestamptz not null,
  made_by text not null,
  revoked_at timestamptz,
  primary key (realm, id)
);
create index card_holder on city_codes.card (realm, holder_party, id desc);

-- 城市码, 企业码 or a card on the holder's screen: one code, one minute, one scan. Only its digest is kept.
create table city_codes.code (
  realm text not null,
  id uuid not null,
  holder_party text not null,
  holder_kind text not null check (holder_kind in ('natural', 'legal')),
  account_id text not null,
  card_id uuid,
  -- Of a firm: its licences in force when the code was made.
  credential_ids uuid[] not null,
  code_hash bytea not null,
  shown_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  primary key (realm, id),
  foreign key (realm, card_id) references city_codes.card
);
create unique index code_hash on city_codes.code (realm, code_hash);
create index code_expired on city_codes.code (expires_at) where seen_at is null;

-- Every scan: who, for what, and what they were shown.
create table city_codes.scan (
  realm text not null,
  id uuid not null,
  code_id uuid not null,
  holder_party text not null,
  card_id uuid,
  by_name text not null,
  by_account text,
  use text not null,
  place text,
  shown text[] not null,
  at timestamptz not null,
  primary key (realm, id),
  foreign key (realm, code_id) references city_codes.code,
  foreign key (realm, card_id) references city_codes.card
);
create unique index scan_code on city_codes.scan (realm, code_id);
create index scan_holder on city_codes.scan (realm, holder_party, id desc);
create index scan_card on city_codes.scan (realm, card_id, id desc) where card_id is not null;
