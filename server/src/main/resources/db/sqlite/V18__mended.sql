-- Since when a recording waits for its call to be known, where that is not since it was ready.
alter table recording add column waits_since integer;
