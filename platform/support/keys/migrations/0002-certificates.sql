-- SM2 keys get certificates too: 制章 (GB/T 38540-2020) needs a seal maker's, wallets read ES256.
alter table keys.key drop constraint key_purpose_check;
alter table keys.key add constraint key_purpose_check
  check (purpose in ('root', 'root-certificate', 'log', 'seal', 'seal-certificate', 'seal-maker', 'wallet-issuer'));
alter table keys.key drop constraint key_suite_check;
alter table keys.key add constraint key_suite_check check (suite in ('GM', 'RSA', 'ES256'));
create unique index key_single_issuer on keys.key (realm, purpose) where purpose in ('seal-maker', 'wallet-issuer');
