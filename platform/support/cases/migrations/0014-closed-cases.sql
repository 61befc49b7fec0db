-- Figures count what was closed in a time: rows of a time lie together, so a summary of blocks is enough and costs nothing to keep.
create index case_closed_at on cases."case" using brin (closed_at);
