-- Who may send in the city's name: a department's or a system's account with keys of its own.
create table messages.sender (
  realm text not null,
  id uuid not null,
  name text not null,
  department_id text,
  stopped_at timestamptz,
  created_at timestamptz not null,
  primary key (realm, id)
);

create table messages.sender_key (
  realm text not null,
  id uuid not null,
  sender_id uuid not null,
  name text not null,
  secret_sealed bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (realm, id),
  foreign key (realm, sender_id) references messages.sender
);

-- A version of a template never changes: a message says which one it was made from.
create table messages.template (
  realm text not null,
  id uuid not null,
  version int not null,
  sender_id uuid not null,
  name text not null,
  channel text not null,
  texts jsonb not null,
  archived boolean not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (realm, id, version),
  foreign key (realm, sender_id) references messages.sender
);
create index template_of_sender on messages.template (realm, sender_id, id, version desc);

create table messages.message (
  realm text not null,
  id uuid not null,
  sender_id uuid not null,
  template_id uuid not null,
  template_version int not null,
  channel text not null,
  language text not null,
  reference text,
  urgent boolean not null,
  -- The address and the words, sealed; both are destroyed when nobody needs them any more.
  to_sealed bytea,
  to_index bytea,
  content_sealed bytea,
  parts smallint not null,
  status text not null,
  reason text,
  provider text,
  attempts int not null,
  -- When there is something to do: to send, to try again, or to give up waiting for a receipt.
  due_at timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  done_at timestamptz,
  read_at timestamptz,
  primary key (realm, id)
);
create index message_due on messages.message (urgent desc, due_at) where due_at is not null;
create index message_of_sender on messages.message (realm, sender_id, created_at desc, id desc);
create index message_reference on messages.message (realm, sender_id, reference) where reference is not null;
create index message_to_forget on messages.message (created_at) where content_sealed is not null;
create index message_counted on messages.message (realm, created_at, channel, status, provider);

-- What a provider calls one part of a message that it took; the receipt names it.
create table messages.submission (
  provider text not null,
  ref text not null,
  realm text not null,
  message_id uuid not null,
  at timestamptz not null,
  primary key (provider, ref)
);
create index submission_of_message on messages.submission (realm, message_id);

-- Receipts as they arrive. One may come before we have written down what it is about.
create table messages.receipt (
  provider text not null,
  ref text not null,
  outcome text not null,
  code text not null,
  at timestamptz not null,
  primary key (provider, ref)
);

-- Addresses that asked not to be written to by a sender any more.
create table messages.unsubscription (
  realm text not null,
  sender_id uuid not null,
  to_index bytea not null,
  at timestamptz not null,
  primary key (realm, sender_id, to_index)
);
