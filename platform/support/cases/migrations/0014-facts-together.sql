-- All facts that an act brings lie sealed in one piece, under no pointer, with where each came from. What lies there from before stays.
alter table cases.fact
  alter column source drop not null,
  alter column source_label drop not null,
  alter column fetched_at drop not null,
  set (toast_tuple_target = 4080);
