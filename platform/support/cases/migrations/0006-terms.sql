-- What the case was taken under: the situations chosen, the branch, what was promised, what is still owed. Nothing personal but
-- who signed; written in the act's own transaction like the rest of the row.
alter table cases."case" add column terms jsonb;
