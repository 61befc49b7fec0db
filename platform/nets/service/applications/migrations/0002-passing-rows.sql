-- An application goes when it becomes a case: vacuumed by count, at once.
alter table applications.application set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
