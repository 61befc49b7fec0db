-- Who is told when something happens to a licence: from the party to the accounts of those who act for it.
create index account_party on identity.account (realm, party_id) where party_id is not null;
create index agent_legal_party on identity.agent (realm, legal_party);
