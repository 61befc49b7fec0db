-- Counts up whenever what opens the account is taken away from who had it: a sign-in that began before opens nothing after.
alter table identity.account add column secrets_version int not null default 0;
