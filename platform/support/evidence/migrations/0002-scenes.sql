-- Scenes come with packs, in versions; a channel that somebody opened here has none. Some ask that every step is signed.
alter table evidence.channel
  add column signed boolean not null default false,
  add column scene_version int;
