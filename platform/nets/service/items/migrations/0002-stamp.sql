-- Rises with each commit after which a guide or a search may answer otherwise, so that answers kept in memory know their age.
create table stamp (
  one boolean primary key default true check (one),
  value bigint not null
);
insert into stamp (value) values (0);

-- Once a transaction, and only when it commits: nobody then holds this row while still waiting for another.
create function raise_stamp() returns trigger language plpgsql as $$
begin
  if current_setting('items.stamped', true) is distinct from pg_current_xact_id()::text then
    update items.stamp set value = value + 1;
    perform set_config('items.stamped', pg_current_xact_id()::text, true);
  end if;
  return null;
end $$;

create constraint trigger version_stamps after insert or update or delete on version
  deferrable initially deferred for each row execute function items.raise_stamp();
create constraint trigger entry_stamps after insert or update or delete on search_entry
  deferrable initially deferred for each row execute function items.raise_stamp();
create constraint trigger item_stamps after update of state, origin, division_code on item
  deferrable initially deferred for each row execute function items.raise_stamp();
