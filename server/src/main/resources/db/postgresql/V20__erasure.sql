-- Who is nobody now, in which sessions somebody is, and in calls which side, as bits. Not since when:
-- by one moment all that was one person's would be told to be.
alter table session add column erased bigint;
alter table participant add column erased bigint;
alter table call add column erased bigint;

-- The erasure by which a token goes when the rest of its pair is over, and the one that deletes a
-- recording: while that is under way, and of a recording that is held until it is let go.
alter table binding add column erased_for uuid;
create index binding_erased on binding (erased_for) where erased_for is not null;
alter table recording add column erased_for uuid;
create index recording_erased on recording (erased_for) where erased_for is not null;

-- Persons to erase, each with how far that is. The number is there, sealed, for as long as something
-- is to be looked for by it.
create table erasure (
  id uuid not null primary key,
  requested_at bigint not null,
  number_sealed bytea,
  closes_sessions bigint not null,
  removes_blocks bigint not null,
  stage text not null,
  reached text,
  again_from text,
  waits_for text,
  looks_again_at bigint,
  failed_at bigint,
  done_at bigint
);

create index erasure_under_way on erasure (id) where done_at is null;

-- What it has removed so far, and what it has left.
create table erasure_count (
  erasure_id uuid not null,
  trace text not null,
  number bigint not null,
  primary key (erasure_id, trace)
);
