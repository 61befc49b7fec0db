-- A task may be one officer's own; an opinion asked beside the flow is a task too, and may hold a decision back.
alter table cases.task
  add column assignee uuid,               -- who alone may do it; null: whoever holds the post
  add column assignee_name text,
  add column closed_for uuid,             -- on whose behalf it was done, under a delegation
  add column opinion_of int,              -- the task that asked for this opinion (加签)
  add column opinion_when text,           -- before or after its decision
  add column opinion_reason text,         -- what the countersigner said
  add column held jsonb;                  -- a decision made that waits for opinions asked after it
create index task_assignee on cases.task (realm, assignee, case_id, id) where assignee is not null and closed_at is null;
create index task_done on cases.task (realm, department_id, closed_at) where closed_at is not null;

alter table cases."case" add column suspension jsonb;

-- What an act changed in the row of the case: the row is the fold of these.
alter table cases.step add column change jsonb;

-- Where a case waits, one line a token, for people who look with psql; the state itself is plain JSON too.
create view cases.waiting as
select c.realm, c.no, c.id as case_id, c.item_name, c.status,
       (token->>'id')::int as token, token->>'node' as node, (token->>'scope')::int as scope,
       t.name as task, t.post, t.department_id, t.assignee_name, t.due,
       (select string_agg(timer->>'node', ', ') from jsonb_array_elements(coalesce(token->'timers', '[]')) timer) as timers,
       (select min(each.at) from cases.timer each
        where each.realm = c.realm and each.case_id = c.id
          and each.id in (select (timer->>'id')::int from jsonb_array_elements(coalesce(token->'timers', '[]')) timer)) as next_timer_at,
       token->'failure'->>'message' as failure
from cases."case" c
cross join lateral jsonb_array_elements(c.state->'tokens') token
left join cases.task t on t.realm = c.realm and t.case_id = c.id and t.id = (token->>'id')::int and t.closed_at is null;
comment on view cases.waiting is 'Where each case waits: its tokens with their open tasks and next timers';
