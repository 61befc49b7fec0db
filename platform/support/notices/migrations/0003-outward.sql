-- Notices that leave the house: over the channels a person chose, and up the ladder when an urgent one stays unread.
alter table notices.notice
  add column urgent boolean not null default false,
  add column rung smallint not null default 0,  -- what has been done of the ladder
  add column due_at timestamptz,                -- when to look at it again; null: nothing is left to do
  add column read_via text,                     -- where it was read: in-app, or the channel whose receipt says so
  add column origin uuid;                       -- the notice that nobody read and that was therefore passed on
create index notice_due on notices.notice (due_at) where due_at is not null;
create index notice_of_case on notices.notice (realm, case_id, at) where case_id is not null;

-- Where a person is reached. A number that the account itself proves has no row until its owner chooses.
create table notices.contact (
  realm text not null,
  account_id uuid not null,
  channel text not null check (channel in ('sms', 'email', 'push', 'wechat')),
  address_sealed bytea,                         -- null: the mobile number of the account
  chosen boolean not null,
  confirmed_at timestamptz not null,
  primary key (realm, account_id, channel)
);

-- An address whose owner must show that it is theirs: by a code that was sent there.
create table notices.contact_check (
  realm text not null,
  account_id uuid not null,
  channel text not null,
  address_sealed bytea not null,
  digest bytea not null,
  tries smallint not null default 0,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (realm, account_id, channel)
);

-- What was done for a notice: sent by a channel, or passed on to somebody.
create table notices.step (
  realm text not null,
  notice_id uuid not null,
  seq smallint not null,
  way text not null,
  outcome text not null check (outcome in ('sent', 'passed-on', 'nobody', 'no-address', 'unsubscribed', 'refused')),
  message_id uuid,
  account_id uuid,
  at timestamptz not null,
  primary key (realm, notice_id, seq)
);
