-- A sealed record does not shrink: it stays in its row, and nobody tries to pack it.
alter table credentials.credential alter column record set storage external, set (toast_tuple_target = 4080);
