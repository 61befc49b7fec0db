-- Divisions are never deleted: a person keeps the code of an abolished county in the ID number, and old cases keep theirs.
create table organisations.division (
  code char(12) primary key check (code ~ '^\d{12}$'),
  name text not null,
  level text not null check (level in ('province', 'prefecture', 'county', 'township', 'village')),
  parent char(12) references organisations.division,
  valid_from date,
  valid_to date,
  successors text[] not null default '{}',
  source text not null
);
create index division_parent on organisations.division (parent, code);
create index division_level on organisations.division (level, code);

create table organisations.department (
  realm text not null,
  id text not null,
  name text not null,
  name_en text,
  code text not null,
  parent text,
  division_code char(12) not null references organisations.division,
  position int not null,
  demo boolean not null default false,
  primary key (realm, id),
  unique (realm, code),
  foreign key (realm, parent) references organisations.department
);
