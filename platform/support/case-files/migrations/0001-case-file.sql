-- Case files that were asked for. The archive is kept sealed under a key of its own; destroying the key destroys the file.
create table case_files.case_file (
  realm text not null,
  id uuid not null,
  case_id uuid not null,
  case_no text not null,
  account_id text not null,
  asked_by text not null,
  own boolean not null,
  purpose text not null,
  state text not null,
  done int not null default 0,
  total int not null default 0,
  size bigint,
  hash text,
  sealed_key bytea,
  asked_at timestamptz not null,
  expires_at timestamptz,
  primary key (realm, id)
);
create index case_file_case on case_files.case_file (realm, case_id, account_id, asked_at desc);
create index case_file_expiry on case_files.case_file (expires_at) where sealed_key is not null;
