-- 权限核查签核: the list of who could do what, as it was when a security officer looked through it and signed it off.
create table identity.access_review (
  realm text not null,
  id uuid not null,
  signed_at timestamptz not null,
  signed_by uuid not null,
  signed_by_name text not null,
  powers int not null,
  note text not null,
  -- SM3 of the list, hex; the audit log has it as well.
  digest text not null,
  list text not null,
  primary key (realm, id)
);
create index access_review_at on identity.access_review (realm, signed_at desc);
create trigger append_only before update or delete on identity.access_review
  for each row execute function identity.refuse_change();
