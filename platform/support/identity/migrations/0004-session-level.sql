-- How sure we are of who is behind a session, and by which factors they showed it (acr and amr of OpenID Connect).
alter table identity.session
  add column level text not null default 'L1' check (level in ('L1', 'L2', 'L3', 'L4')),
  add column methods text[] not null default '{pwd}';
