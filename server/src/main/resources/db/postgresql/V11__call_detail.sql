-- What the carrier charges: a decimal as it was said, because no binary fraction is one.
alter table call_fact add column billed_millis bigint;
alter table call_fact add column cost text;
alter table call_fact add column currency text;
alter table early_fact add column billed_millis bigint;
alter table early_fact add column cost text;
alter table early_fact add column currency text;

-- How long people talked, as it follows from the facts, beside the status that does: for totals.
alter table call add column talk_millis bigint;
update call set talk_millis = coalesce(
  (select max(f.talk_millis) from call_fact f
    where f.call_id = call.id and f.kind = 'LEG_ENDED' and f.leg = 'OUTBOUND'),
  (select max(f.talk_millis) from call_fact f
    where f.call_id = call.id and f.kind = 'CALL_ENDED'
      and call.announcement is null and coalesce(call.why, '') not in ('PIN', 'GRACE', 'SUPPORT')),
  (select min(e.occurred_at) - min(a.occurred_at) from call_fact a, call_fact e
    where a.call_id = call.id and a.kind = 'ANSWERED' and e.call_id = call.id
      and e.kind in ('LEG_ENDED', 'CALL_ENDED') and e.occurred_at >= a.occurred_at))
where status in ('IN_PROGRESS', 'COMPLETED');

-- How far the sweep has looked at calls, in the order of their ids; and the calls that went on when
-- it did, each with the moment by which its end must have been told.
create table call_sweep (
  id integer not null primary key,
  looked_until uuid not null
);
create table unended_call (
  due_at bigint not null,
  call_id uuid not null,
  primary key (due_at, call_id)
);
