-- The to-do list filtered by status or item goes along the index alone, however rare the status is. The status of a case is
-- kept at its open tasks: moving a task writes its indexes anyway, moving a case must write none (decision 0012).
alter table cases.task
  add column status text,                 -- the status of its case while it is open
  add column item_id uuid;
update cases.task t set status = c.status, item_id = c.item_id
from cases."case" c where c.realm = t.realm and c.id = t.case_id and t.closed_at is null;
drop index cases.task_open;
create index task_open on cases.task (realm, department_id, post, (coalesce(due, date '9999-12-31')), case_id, id)
  include (due, division_code, assignee, status, item_id) where closed_at is null;
-- Of a department's newest cases most are open: a list of the closed ones would wade through them. Two lists, one for each,
-- are merged where somebody wants both. What words look for stands in them, and never changes: a search in the newest
-- thousands reads no case.
create index case_closed on cases."case" (realm, department_id, submitted_at desc, id desc)
  include (division_code, no, party_name, item_name) where closed_at is not null;
drop index cases.case_list;
drop index cases.case_open;
create index case_open on cases."case" (realm, department_id, submitted_at desc, id desc)
  include (division_code, no, party_name, item_name) where closed_at is null;
