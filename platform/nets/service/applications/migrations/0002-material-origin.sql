-- Where a reused file came from: the case it was handed in with, when, and how far it was trusted there.
alter table applications.material add column origin jsonb;
