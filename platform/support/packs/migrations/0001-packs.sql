-- What each realm has installed. A version, once here, never changes and is never deleted: cases refer to it.
create table pack (
  realm text not null,
  name text not null,
  version text not null,
  header jsonb not null,
  installed_at timestamptz not null,
  installed_by text not null,
  primary key (realm, name, version)
);

create table artefact (
  realm text not null,
  kind text not null,
  key text not null,
  version integer not null check (version > 0),
  pack text not null,
  content jsonb not null,
  checksum text not null,
  valid_from date not null,
  primary key (realm, kind, key, version)
);

-- Raised by each installation, so that every process knows when what it remembers is out of date.
create table stamp (
  realm text primary key,
  value bigint not null
);
