-- 授权委托: somebody lets another act for them in some matters until a day. What registers say of a firm's representatives
-- and of the agents a counter has recorded stays in identity.agent.
create table identity.mandate (
  realm text not null,
  id uuid not null,
  kind text not null check (kind in ('agent', 'parent', 'family')),
  principal_party uuid not null,
  agent_party uuid not null,
  -- [{id, name}]; null for every matter.
  items jsonb,
  acts text[] not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  reason text not null,
  asked_at timestamptz not null,
  -- Null while the principal has not agreed. The statement is the text that was signed, its digest is in the ledger.
  signed_at timestamptz,
  signed_by_name text,
  signed_methods text[],
  statement text,
  digest text,
  ended_at timestamptz,
  ended_by_name text,
  primary key (realm, id),
  foreign key (realm, principal_party) references identity.party,
  foreign key (realm, agent_party) references identity.party,
  check (principal_party <> agent_party)
);
create index mandate_agent on identity.mandate (realm, agent_party);
create index mandate_principal on identity.mandate (realm, principal_party);
