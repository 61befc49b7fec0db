-- A case and its tasks change a few times and then never again: some room on the page lets a change stay there, beside the
-- version it replaces (HOT), and at a million rows one in a hundred dead, not one in five, calls for a vacuum.
alter table cases."case" set (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
alter table cases.task set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
alter table cases.timer set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000);
