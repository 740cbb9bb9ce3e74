-- Calls may now be put through for other reasons than an open session, to and from people who are
-- in none: what let them through, and numbers that no participant has.
alter table call add column why text;
alter table call add column caller_place integer;
alter table call add column callee_place integer;
alter table call add column destination_sealed blob;
alter table call_inbox add column why text;
alter table call_inbox add column caller_place integer;
alter table call_inbox add column callee_place integer;
alter table call_inbox add column destination_sealed blob;

-- Whom a protected party calls back: the last of those who called it, however many they were.
create index call_by_caller on call (session_id, received_at)
  where why is not null and caller_position is null and caller_sealed is not null;

-- Few calls are undecided, their callers asked for digits and gone; each decision looks for its own.
create index call_undecided on call (carrier_key) where caller_id is null and refusal is null;

-- A session knows how its numbers are lent, and until when late calls have the policy of its pool.
alter table session add column mode text not null default 'PAIR_TWO_NUMBERS';
alter table session add column grace_until integer;
update session set
  mode = (select p.mode from pool p where p.id = session.pool_id),
  grace_until = (
    select coalesce(session.closed_at, session.expires_at) + p.grace_millis
    from pool p where p.id = session.pool_id and p.grace_millis > 0)
where exists (select 1 from pool p where p.id = session.pool_id);

-- A participant's numbers after the first, and the code that callers reach them by.
alter table participant add column more_sealed blob;
alter table participant add column pin_sealed blob;

-- Whatever a pool says beside its columns: read as a whole, never searched.
alter table pool add column policies text;

-- A participant may hold several pairs, one for each of their numbers or codes.
create table binding_by_place (
  session_id blob not null,
  position integer not null,
  pool_id blob not null,
  proxy_number integer not null,
  real_token blob not null,
  rests_until integer,
  released_at integer,
  place integer not null,
  primary key (session_id, place)
) strict, without rowid;

insert into binding_by_place
  select session_id, position, pool_id, proxy_number, real_token, rests_until, released_at, position
  from binding;
drop table binding;
alter table binding_by_place rename to binding;

create unique index binding_holds_pair on binding (real_token, proxy_number)
  where released_at is null;
create index binding_by_number on binding (proxy_number, rests_until) where released_at is null;
