-- 注销 is a fourth end (许可法第70条), and each end keeps its basis and the paper that told it.
alter table credentials.credential drop constraint credential_status_check;
alter table credentials.credential add constraint credential_status_check
  check (status in ('valid', 'suspended', 'withdrawn', 'annulled', 'revoked', 'cancelled', 'superseded'));
alter table credentials.step add column data jsonb;
