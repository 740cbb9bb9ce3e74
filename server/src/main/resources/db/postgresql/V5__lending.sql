-- A number may be reached through another carrier account than its pool's.
alter table pool_number add column carrier_account text;

-- What the same people had the last time is found also when it was lent again since. Only released
-- pairs are in it, so that an opening between new people pays nothing for it.
create index binding_released on binding (real_token, session_id) where released_at is not null;
