-- Entries wait here for a second until they are linked: vacuumed by count, at once.
alter table identity.audit_unlinked set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
-- A session is touched again and again; none of its indexes holds what changes.
alter table identity.session set (fillfactor = 70);
