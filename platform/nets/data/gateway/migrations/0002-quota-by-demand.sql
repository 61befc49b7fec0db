-- A quota belongs to what was granted: a new key for it begins no new day.
alter table quota rename column key_id to demand_id;
