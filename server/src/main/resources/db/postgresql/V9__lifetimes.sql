-- A session whose lifetime runs from its last call: for how long, beyond which no call moves its
-- end, and when the last call was that the store knows of. Null where no call moves the end.
alter table session add column call_ttl_millis bigint;
alter table session add column latest_end bigint;
alter table session add column last_call_at bigint;

-- A participant's first number at the opening, sealed, when it is another one now: by it a repeated
-- request is known.
alter table participant add column opened_sealed bytea;

-- The reference of a session of a pool in which one open session at a time has a reference. Let go
-- when the session is closed; of one that has expired, when the reference is wanted again.
alter table session add column held_reference text;

create unique index session_holds_reference on session (pool_id, held_reference)
  where held_reference is not null;
