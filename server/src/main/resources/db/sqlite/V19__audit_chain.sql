-- The place of an entry in the chain of all: how many there were until then, the hash of the one
-- before and of this, and the seal of that. What was there before has none; it is given one when the
-- server starts.
alter table audit_entry add column sequence integer;
alter table audit_entry add column hash text;
alter table audit_entry add column seal text;

create unique index audit_entry_sequence on audit_entry (sequence);

-- Where the chain begins, behind what was forgotten, and where it ends: one row, whose lock is the
-- turn of whoever adds an entry. The server makes it, with a key for the seals.
create table audit_chain (
  id integer not null primary key check (id = 1),
  key_sealed blob not null,
  anchor_sequence integer not null,
  anchor_hash text not null,
  anchor_seal text not null,
  head_sequence integer not null,
  head_hash text not null,
  head_seal text not null,
  chained_at integer
) strict;
