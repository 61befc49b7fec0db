-- The seal as its maker signed it (GB/T 38540-2020, SESeal): the content of Seal.esl in every OFD file it seals.
create table seals.electronic_seal (
  realm text not null,
  seal_id uuid not null,
  esl bytea not null,
  primary key (realm, seal_id),
  foreign key (realm, seal_id) references seals.seal
);
