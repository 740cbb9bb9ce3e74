-- Beginnings of calls that came in a burst, on their way to the table call. A row here costs a
-- fraction of one there, where two indexes are in no order of time; many moved at once cost less.
create table call_inbox (
  place bigint generated always as identity primary key,
  id uuid not null,
  carrier_key bytea not null,
  carrier_account text not null,
  carrier_call_id text not null,
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
