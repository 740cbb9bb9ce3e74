-- Whom the platform has named to be told of events: where, by which secrets, and of what.
create table event_endpoint (
  id blob not null primary key,
  url_sealed blob not null,
  secrets_sealed blob not null,
  events text not null,
  description text,
  state text not null,
  created_at integer not null
) strict, without rowid;

-- Events as they come to be, each in the transaction of what it tells; without indexes. They are
-- given their place in the order of all events soon after.
create table event_inbox (
  place integer primary key autoincrement not null,
  id blob not null,
  type text not null,
  subject blob not null,
  session_id blob,
  created_at integer not null,
  data text not null
) strict;

-- Events in their order. People's numbers in the data are masked.
create table event (
  place integer not null primary key,
  id blob not null,
  type text not null,
  subject blob not null,
  session_id blob,
  created_at integer not null,
  data text not null
) strict;

-- Not unique: an append whose answer was lost is done again, and twice is once too often at most.
create index event_by_id on event (id);
create index event_by_session on event (session_id, place) where session_id is not null;

-- What is to be sent to an endpoint, or was. Of the events of one subject the first that waits has
-- a time at which it is due; the others are behind it.
create table event_delivery (
  id blob not null primary key,
  endpoint_id blob not null,
  event_place integer not null,
  subject blob not null,
  state text not null,
  attempts integer not null,
  tries integer not null,
  first_tried_at integer,
  due_at integer,
  created_at integer not null,
  waits_since integer not null,
  settled_at integer,
  unique (endpoint_id, event_place)
) strict;

create index event_delivery_due on event_delivery (endpoint_id, due_at, event_place)
  where due_at is not null;
create index event_delivery_waiting on event_delivery (endpoint_id, subject, event_place)
  where state = 'WAITING';
create index event_delivery_settled on event_delivery (state, settled_at)
  where settled_at is not null;
create index event_delivery_of_state on event_delivery (endpoint_id, state, event_place);
create index event_delivery_of_endpoint on event_delivery (endpoint_id, id);
create index event_delivery_of_event on event_delivery (event_place);

create table event_attempt (
  delivery_id blob not null,
  number integer not null,
  at integer not null,
  duration_millis integer not null,
  status integer,
  cause text not null,
  primary key (delivery_id, number)
) strict, without rowid;

-- One row: the last place that was given, up to when sessions are known to have been told of as
-- expired, and until when somebody may come back who followed the events.
create table event_progress (
  id integer not null primary key,
  last_place integer not null,
  ends_told_until integer,
  followed_until integer
) strict;

-- For which end of its own a session was told to be over, or soon to be.
alter table session add column end_told integer;
alter table session add column expiring_told integer;

create index session_by_expiry on session (expires_at)
  where closed_at is null and expires_at is not null;

-- Which events of a call were told, as bits; null when nobody wanted any.
alter table call add column told integer;
