-- Identifiers are 16 bytes, instants are epoch milliseconds, telephone numbers that we hold are
-- their digits. Real numbers are never here in clear: sealed (AES-256-GCM) or as a token (HMAC).
--
-- Tables are clustered on their identifier, which is ordered by time, so that new rows land at the
-- end. Sessions and what belongs to them are written by one statement or one unit of work and never
-- deleted, so they pay for no foreign keys; a pool may be deleted while its sessions stay on record.

create table pool (
  id blob not null primary key,
  name text not null unique,
  carrier_account text not null,
  mode text not null,
  selection text not null,
  ring_timeout_millis integer not null,
  talk_limit_millis integer not null,
  announcement text,
  cool_off_millis integer not null,
  grace_millis integer not null,
  created_at integer not null
) strict, without rowid;

-- A number may not be registered twice, whatever the pool.
create table pool_number (
  number integer not null primary key,
  pool_id blob not null references pool (id),
  place integer not null,
  state text not null,
  unique (pool_id, place)
) strict;

create table session (
  id blob not null primary key,
  pool_id blob not null,
  reference text,
  metadata text not null,
  lifetime text not null,
  opened_at integer not null,
  expires_at integer,
  closed_at integer,
  closed_reason text,
  rests_until integer,
  idempotency_key text
) strict, without rowid;

create unique index session_idempotency_key on session (idempotency_key)
  where idempotency_key is not null;
create index session_by_pool on session (pool_id, id);
create index session_by_reference on session (reference, id) where reference is not null;
create index session_by_rest on session (rests_until);

create table participant (
  session_id blob not null,
  position integer not null,
  pool_id blob not null,
  id blob not null,
  name text not null,
  real_number blob not null,
  dials integer not null,
  primary key (session_id, position)
) strict, without rowid;

create table binding (
  session_id blob not null,
  position integer not null,
  pool_id blob not null,
  proxy_number integer not null,
  real_token blob not null,
  rests_until integer,
  released_at integer,
  primary key (session_id, position)
) strict, without rowid;

-- The final judge of allocation: one session at a time holds a pair, or rests from it. The token
-- comes first because every opening asks what its people hold.
create unique index binding_holds_pair on binding (real_token, proxy_number)
  where released_at is null;
create index binding_by_number on binding (proxy_number, rests_until) where released_at is null;

-- Who called and whom stands in the session's participants when the call was connected. Only what
-- is found nowhere else is sealed here. carrier_key is a fingerprint of account and carrier call id:
-- a third of their size in the index that every call lands in somewhere.
-- Not clustered on its id: the two indexes that calls land in all over are kept small by it.
create table call (
  id blob not null primary key,
  carrier_key blob not null unique,
  carrier_account text not null,
  carrier_call_id text not null,
  pool_id blob,
  session_id blob,
  received_at integer not null,
  status text not null,
  dialed integer,
  dialed_sealed blob,
  caller_sealed blob,
  caller_position integer,
  destination_position integer,
  caller_id integer,
  ring_timeout_millis integer,
  talk_limit_millis integer,
  refusal text,
  announcement text,
  shortfalls text
) strict;

create index call_by_session on call (session_id) where session_id is not null;

-- Facts lie beside the other facts of their call, and the youngest calls at the end.
create table call_fact (
  call_id blob not null,
  fact_key text not null,
  kind text not null,
  received_at integer not null,
  leg text,
  cause text,
  carrier_cause text,
  hangup_source text,
  talk_millis integer,
  recording_id text,
  recording_url_sealed blob,
  recording_millis integer,
  primary key (call_id, fact_key)
) strict, without rowid;

-- Facts told before the beginning of their call was stored, until it is.
create table early_fact (
  carrier_key blob not null,
  fact_key text not null,
  carrier_account text not null,
  carrier_call_id text not null,
  kind text not null,
  received_at integer not null,
  leg text,
  cause text,
  carrier_cause text,
  hangup_source text,
  talk_millis integer,
  recording_id text,
  recording_url_sealed blob,
  recording_millis integer,
  primary key (carrier_key, fact_key)
) strict, without rowid;

-- One value sealed with the vault's keys when the database was made: other keys do not open it.
create table vault_check (
  id integer not null primary key,
  sealed blob not null,
  token blob not null
) strict;
