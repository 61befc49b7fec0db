-- Who does jobs now: each process says every few seconds that it lives, so that what a killed one had taken is done by others.
create table ground.job_pool (
  id text primary key,
  seen_at timestamptz not null
) with (fillfactor = 50);
