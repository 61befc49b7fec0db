-- What is sealed does not shrink, so nobody tries to pack it; and a row of the usual size stays on its page instead of in pieces beside it.
alter table cases."case" alter column answers set storage external, set (toast_tuple_target = 4080);
alter table cases.decision alter column record set storage external, set (toast_tuple_target = 8160);
alter table cases.fact alter column value set storage external;
