-- Beginnings of calls that came in a burst, on their way to the table call. A row here costs a
-- fraction of one there, where two indexes are in no order of time; many moved at once cost less.
create table call_inbox (
  place integer not null primary key,
  id blob not null,
  carrier_key blob not null,
  carrier_account text not null,
  carrier_call_id text not null,
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
