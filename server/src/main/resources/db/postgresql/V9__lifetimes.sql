-- A session whose lifetime runs from its last call: for how long, beyond which no call moves its
-- end, and when the last call was that the store knows of. Null where no call moves the end.
alter table session add column call_ttl_millis bigint;
alter table session add column latest_end bigint;
alter table session add column last_call_at bigint;
