-- Telephones that neither call nor are called on the numbers of a pool.
create table pool_block (
  id blob not null primary key,
  pool_id blob not null,
  number_token blob not null,
  number_sealed blob not null,
  blocked_at integer not null,
  unique (pool_id, number_token)
) strict, without rowid;

-- What a session says instead of its pool: read as a whole, never searched.
alter table session add column rules text;

-- What was looked at until a call was refused.
alter table call add column steps text;
alter table call_inbox add column steps text;
