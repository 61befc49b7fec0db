-- A key that signs no more stays published until all that it signed has run out; then it is destroyed.
alter table openid.signing_key add column retired_at timestamptz;
