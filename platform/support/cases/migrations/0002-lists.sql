-- Lists at a million cases: each along an index of its own. None holds a column that an act changes, so that moving a case
-- writes no index; open cases are left out of theirs when they close.
create index case_list on cases."case" (realm, department_id, submitted_at desc, id desc);
drop index cases.case_department;
create index case_open on cases."case" (realm, department_id, submitted_at desc, id desc) where closed_at is null;
-- What people type: the end of a number, the beginning of a name.
create index case_no_end on cases."case" (realm, reverse(no) collate "C");
create index case_party_name on cases."case" (realm, party_name collate "C");
