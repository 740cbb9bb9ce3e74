-- Keys of the API: what they are for and the hash of each, never the key. Pools that a key is limited
-- to are in a text, because a pool that is deleted must not widen what its keys may do.
create table api_key (
  id uuid not null primary key,
  name text not null,
  role text not null,
  pools text,
  requests_per_second bigint,
  secret_hash bytea not null,
  previous_hash bytea,
  previous_until bigint,
  created_at bigint not null,
  expires_at bigint,
  last_used_at bigint,
  revoked_at bigint
);

-- The pool that an event belongs to: keys that are limited to some pools see theirs only.
alter table event_inbox add column pool_id uuid;
alter table event add column pool_id uuid;

create index event_by_pool on event (pool_id, place) where pool_id is not null;

update event_inbox set pool_id =
  (select s.pool_id from session s where s.id = event_inbox.session_id)
where session_id is not null;
update event_inbox set pool_id = subject
where session_id is null and type in ('NUMBER_STATE_CHANGED', 'POOL_NEARLY_EXHAUSTED');
update event_inbox set pool_id = (select c.pool_id from call c where c.id = event_inbox.subject)
where session_id is null and pool_id is null;
update event set pool_id = (select s.pool_id from session s where s.id = event.session_id)
where session_id is not null;
update event set pool_id = subject
where session_id is null and type in ('NUMBER_STATE_CHANGED', 'POOL_NEARLY_EXHAUSTED');
update event set pool_id = (select c.pool_id from call c where c.id = event.subject)
where session_id is null and pool_id is null;
