-- The data keys, wrapped with the operator's master key: one row. What is wrapped is bound to the
-- installation, and to which of the two it is.
create table vault (
  id integer not null primary key,
  installation blob not null,
  sealing_wrapped text not null,
  tokens_wrapped text not null,
  wrapped_at integer not null
);

-- Which data keys there are, and were: their ids and ages, and nothing of them.
create table vault_key (
  keyset text not null,
  key_id integer not null,
  made_at integer not null,
  retired_at integer,
  primary key (keyset, key_id)
);

-- The rotation that is under way, if any: at which stage, and how far in its pass over the tables.
create table vault_rotation (
  id integer not null primary key,
  keyset text not null,
  stage text not null,
  started_at integer not null,
  pass integer not null,
  table_name text,
  reached text,
  looked_at integer not null,
  found integer not null,
  row_count integer not null,
  changed integer not null
);

-- While the key of tokens is rotated, each row has the next token beside the one that it has. Both
-- are judged by a unique index of their own, so that no pair is held twice at any moment.
alter table binding add column next_token blob;
create unique index binding_holds_next_pair on binding (next_token, proxy_number)
  where released_at is null and next_token is not null;
create index binding_released_next on binding (next_token, session_id)
  where released_at is not null and next_token is not null;

alter table pool_block add column next_token blob;
create unique index pool_block_next on pool_block (pool_id, next_token)
  where next_token is not null;

alter table known_phone add column next_token blob;
create unique index known_phone_next on known_phone (next_token, proxy_number)
  where next_token is not null;

alter table vault_check add column next_token blob;
