-- Where a reused file came from: the case it was first handed in with, and when.
alter table cases.material add column origin jsonb;
