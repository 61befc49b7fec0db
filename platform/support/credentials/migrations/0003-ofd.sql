-- The OFD face beside the PDF, kept in the same way: drawn and sealed when it is first asked for.
alter table credentials.credential add column ofd_hash text;
