-- Rows only pass through: emptied all the time, so vacuumed by count and not by share, and at once. Small tables stay small,
-- and the first waiting row is found without wading through dead ones.
alter table ground.outbox set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);
