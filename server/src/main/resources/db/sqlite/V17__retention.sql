-- What is counted of calls that were forgotten, by the quarter of an hour: days of every time zone
-- are made of these.
create table call_count (
  counted_at integer not null,
  pool_id blob not null,
  carrier_account text not null,
  status text not null,
  refusal text not null,
  calls integer not null,
  put_through integer not null,
  measured integer not null,
  talk_millis integer not null,
  primary key (counted_at, pool_id, carrier_account, status, refusal)
) strict, without rowid;

-- A session may go on for longer than its calls are kept, and its limit counts them all.
alter table session add column forgotten_calls integer;

create table retention_run (
  kind text not null primary key,
  ran_at integer not null,
  forgotten integer not null,
  forgotten_in_all integer not null,
  failure text
) strict, without rowid;

create index early_fact_by_time on early_fact (received_at);
create index known_phone_of_session on known_phone (session_id);
