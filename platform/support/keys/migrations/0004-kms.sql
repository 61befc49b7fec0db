-- A key that a KMS keeps: its name there. Then `sealed` is empty.
alter table keys.key add column handle text;
