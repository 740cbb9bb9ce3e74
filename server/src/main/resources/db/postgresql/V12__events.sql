-- Whom the platform has named to be told of events: where, by which secrets, and of what.
create table event_endpoint (
  id uuid not null primary key,
  url_sealed bytea not null,
  secrets_sealed bytea not null,
  events text not null,
  description text,
  state text not null,
  created_at bigint not null
);

-- Events as they come to be, each in the transaction of what it tells; without indexes. They are
-- given their place in the order of all events soon after.
create table event_inbox (
  place bigint generated always as identity primary key,
  id uuid not null,
  type text not null,
  subject uuid not null,
  session_id uuid,
  created_at bigint not null,
  data text not null
);

-- Events in their order. People's numbers in the data are masked.
create table event (
  place bigint not null primary key,
  id uuid not null,
  type text not null,
  subject uuid not null,
  session_id uuid,
  created_at bigint not null,
  data text not null
);

-- Not unique: an append whose answer was lost is done again, and twice is once too often at most.
create index event_by_id on event (id);
create index event_by_session on event (session_id, place) where session_id is not null;

-- What is to be sent to an endpoint, or was. Of the events of one subject the first that waits has
-- a time at which it is due; the others are behind it.
create table event_delivery (
  id uuid not null primary key,
  endpoint_id uuid not null,
  event_place bigint not null,
  subject uuid not null,
  state text not null,
  attempts bigint not null,
  tries bigint not null,
  first_tried_at bigint,
  due_at bigint,
  created_at bigint not null,
  waits_since bigint not null,
  settled_at bigint,
  unique (endpoint_id, event_place)
);

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
  delivery_id uuid not null,
  number bigint not null,
  at bigint not null,
  duration_millis bigint not null,
  status bigint,
  cause text not null,
  primary key (delivery_id, number)
);

-- One row: the last place that was given, up to when sessions are known to have been told of as
-- expired, and until when somebody may come back who followed the events.
create table event_progress (
  id bigint not null primary key,
  last_place bigint not null,
  ends_told_until bigint,
  followed_until bigint
);

-- For which end of its own a session was told to be over, or soon to be.
alter table session add column end_told bigint;
alter table session add column expiring_told bigint;

create index session_by_expiry on session (expires_at)
  where closed_at is null and expires_at is not null;

-- Which events of a call were told, as bits; null when nobody wanted any.
alter table call add column told bigint;
