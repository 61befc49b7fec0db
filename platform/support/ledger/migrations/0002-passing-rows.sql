-- Leaves pass through on their way into the log: vacuumed by count, at once. The tree is one row, rewritten with each batch.
alter table ledger.pending set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
alter table ledger.tree set (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
