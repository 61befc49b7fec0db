-- The log's checkpoints and cosignatures (C2SP signed-note) are Ed25519.
alter table keys.key drop constraint key_purpose_check;
alter table keys.key add constraint key_purpose_check check (purpose in ('root', 'root-certificate', 'log', 'seal',
  'seal-certificate', 'seal-maker', 'wallet-issuer', 'note', 'witness'));
alter table keys.key drop constraint key_suite_check;
alter table keys.key add constraint key_suite_check check (suite in ('GM', 'RSA', 'ES256', 'Ed25519'));
create unique index key_single_note on keys.key (realm, purpose) where purpose in ('note', 'witness');
