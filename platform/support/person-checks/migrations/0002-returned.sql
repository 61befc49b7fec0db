-- A check counts when the provider has sent the person back into the browser that began it: a page of the provider passed on
-- to somebody else is worth nothing. Only digests lie here: of the word in the address back, and of the cookie.
alter table person_checks.person_check
  add column return_hash bytea,
  add column browser_hash bytea,
  add column returned_at timestamptz;
create unique index person_check_return on person_checks.person_check (return_hash);
