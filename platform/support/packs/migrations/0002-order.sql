-- A form asks for the fields of a group in the order in which they are written, and jsonb does not keep that order.
alter table artefact alter column content type json using content::json;
