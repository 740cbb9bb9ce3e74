-- Identifiers are 16 bytes, instants are epoch milliseconds, telephone numbers that we hold are
-- their digits. Real numbers are never here in clear: sealed (AES-256-GCM) or as a token (HMAC).
--
-- Identifiers are ordered by time, so that new index entries land at the end. Sessions and what
-- belongs to them are written by one statement or one unit of work and never deleted, so they pay
-- for no foreign keys; a pool may be deleted while its sessions stay on record.

create table pool (
  id uuid not null primary key,
  name text not null unique,
  carrier_account text not null,
  mode text not null,
  selection text not null,
  ring_timeout_millis integer not null,
  talk_limit_millis bigint not null,
  announcement text,
  cool_off_millis bigint not null,
  grace_millis bigint not null,
  created_at bigint not null
);

-- A number may not be registered twice, whatever the pool.
create table pool_number (
  number bigint not null primary key,
  pool_id uuid not null references pool (id),
  place integer not null,
  state text not null,
  unique (pool_id, place)
);

create table session (
  id uuid not null primary key,
  pool_id uuid not null,
  reference text,
  metadata text not null,
  lifetime text not null,
  opened_at bigint not null,
  expires_at bigint,
  closed_at bigint,
  closed_reason text,
  rests_until bigint,
  idempotency_key text
);

create unique index session_idempotency_key on session (idempotency_key)
  where idempotency_key is not null;
create index session_by_pool on session (pool_id, id);
create index session_by_reference on session (reference, id) where reference is not null;
create index session_by_rest on session (rests_until);

create table participant (
  session_id uuid not null,
  position integer not null,
  pool_id uuid not null,
  id uuid not null,
  name text not null,
  real_number bytea not null,
  dials bigint not null,
  primary key (session_id, position)
);

create table binding (
  session_id uuid not null,
  position integer not null,
  pool_id uuid not null,
  proxy_number bigint not null,
  real_token bytea not null,
  rests_until bigint,
  released_at bigint,
  primary key (session_id, position)
);

-- The final judge of allocation: one session at a time holds a pair, or rests from it. The token
-- comes first because every opening asks what its people hold.
create unique index binding_holds_pair on binding (real_token, proxy_number)
  where released_at is null;
create index binding_by_number on binding (proxy_number, rests_until) where released_at is null;

-- Who called and whom stands in the session's participants when the call was connected. Only what
-- is found nowhere else is sealed here. carrier_key is a fingerprint of account and carrier call id:
-- a third of their size in the index that every call lands in somewhere.
create table call (
  id uuid not null primary key,
  carrier_key bytea not null unique,
  carrier_account text not null,
  carrier_call_id text not null,
  pool_id uuid,
  session_id uuid,
  received_at bigint not null,
  status text not null,
  dialed bigint,
  dialed_sealed bytea,
  caller_sealed bytea,
  caller_position integer,
  destination_position integer,
  caller_id bigint,
  ring_timeout_millis bigint,
  talk_limit_millis bigint,
  refusal text,
  announcement text,
  shortfalls text
);

create index call_by_session on call (session_id) where session_id is not null;

-- Facts lie beside the other facts of their call, and the youngest calls at the end.
create table call_fact (
  call_id uuid not null,
  fact_key text not null,
  kind text not null,
  received_at bigint not null,
  leg text,
  cause text,
  carrier_cause text,
  hangup_source text,
  talk_millis bigint,
  recording_id text,
  recording_url_sealed bytea,
  recording_millis bigint,
  primary key (call_id, fact_key)
);

-- Facts told before the beginning of their call was stored, until it is.
create table early_fact (
  carrier_key bytea not null,
  fact_key text not null,
  carrier_account text not null,
  carrier_call_id text not null,
  kind text not null,
  received_at bigint not null,
  leg text,
  cause text,
  carrier_cause text,
  hangup_source text,
  talk_millis bigint,
  recording_id text,
  recording_url_sealed bytea,
  recording_millis bigint,
  primary key (carrier_key, fact_key)
);

-- One value sealed with the vault's keys when the database was made: other keys do not open it.
create table vault_check (
  id integer not null primary key,
  sealed bytea not null,
  token bytea not null
);
