-- What the public finds, the latest changed first: a page and the count are read from the index, and closed entries are not touched.
create index entry_open on catalogue.entry (realm, changed_at desc, id)
  where live is not null and live #>> '{opening,type}' <> 'closed';
create index entry_open_published on catalogue.entry (realm, first_published_at, id)
  where live is not null and live #>> '{opening,type}' <> 'closed';
