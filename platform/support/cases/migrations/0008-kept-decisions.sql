-- Decisions of a rule in the order they were made: who re-runs them under a draft reads them in batches from here.
create index decision_of_rule on cases.decision (realm, rule_key, at, id);
