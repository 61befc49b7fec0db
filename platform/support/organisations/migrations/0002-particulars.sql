-- What is said of a department from a day on: its name, and where its decisions are reviewed and sued over. A row is never
-- changed once its day has come: what was printed on decisions stays explained.
create table organisations.particulars (
  realm text not null,
  department text not null,
  valid_from date not null,
  name text not null,
  name_en text,
  government boolean not null default false,
  review_body text,
  review_entrance text,
  court text,
  source text not null,
  primary key (realm, department, valid_from),
  foreign key (realm, department) references organisations.department
);
