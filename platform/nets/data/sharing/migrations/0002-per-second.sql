-- How many calls a second the provider's register bears of this grant; none where nothing was said.
alter table demand add column grant_per_second integer;
