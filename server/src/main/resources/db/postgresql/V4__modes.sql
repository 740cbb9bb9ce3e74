-- Calls may now be put through for other reasons than an open session, to and from people who are
-- in none: what let them through, and numbers that no participant has.
alter table call add column why text;
alter table call add column caller_place integer;
alter table call add column callee_place integer;
alter table call add column destination_sealed bytea;
alter table call_inbox add column why text;
alter table call_inbox add column caller_place integer;
alter table call_inbox add column callee_place integer;
alter table call_inbox add column destination_sealed bytea;

-- Whom a protected party calls back: the last of those who called it, however many they were.
create index call_by_caller on call (session_id, received_at)
  where why is not null and caller_position is null and caller_sealed is not null;

-- Few calls are undecided, their callers asked for digits and gone; each decision looks for its own.
create index call_undecided on call (carrier_key) where caller_id is null and refusal is null;

-- A session knows how its numbers are lent, and until when late calls have the policy of its pool.
alter table session add column mode text not null default 'PAIR_TWO_NUMBERS';
alter table session add column grace_until bigint;
update session set
  mode = (select p.mode from pool p where p.id = session.pool_id),
  grace_until = (
    select coalesce(session.closed_at, session.expires_at) + p.grace_millis
    from pool p where p.id = session.pool_id and p.grace_millis > 0)
where exists (select 1 from pool p where p.id = session.pool_id);

-- A participant's numbers after the first, and the code that callers reach them by.
alter table participant add column more_sealed bytea;
alter table participant add column pin_sealed bytea;

-- Whatever a pool says beside its columns: read as a whole, never searched.
alter table pool add column policies text;

-- A participant may hold several pairs, one for each of their numbers or codes.
alter table binding add column place integer;
update binding set place = position;
alter table binding alter column place set not null;
alter table binding drop constraint binding_pkey;
alter table binding add primary key (session_id, place);
