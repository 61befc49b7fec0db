-- The law a promise rests on: whoever hears that it was false is told on what basis.
alter table promises.promise add column basis text not null default '';
