-- A session opened by a firm's electronic business licence acts for that firm and for nobody else.
alter table identity.session
  add column acting_for uuid,
  add constraint session_acting_for foreign key (realm, acting_for) references identity.party;
