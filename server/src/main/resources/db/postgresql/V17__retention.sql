-- What is counted of calls that were forgotten, by the quarter of an hour: days of every time zone
-- are made of these.
create table call_count (
  counted_at bigint not null,
  pool_id uuid not null,
  carrier_account text not null,
  status text not null,
  refusal text not null,
  calls bigint not null,
  put_through bigint not null,
  measured bigint not null,
  talk_millis bigint not null,
  primary key (counted_at, pool_id, carrier_account, status, refusal)
);

-- A session may go on for longer than its calls are kept, and its limit counts them all.
alter table session add column forgotten_calls bigint;

create table retention_run (
  kind text not null primary key,
  ran_at bigint not null,
  forgotten bigint not null,
  forgotten_in_all bigint not null,
  failure text
);

create index early_fact_by_time on early_fact (received_at);
create index known_phone_of_session on known_phone (session_id);
