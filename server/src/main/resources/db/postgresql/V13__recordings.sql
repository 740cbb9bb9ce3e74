-- Recordings of calls, each known by what the carrier calls its call and itself: a call may begin
-- here later than its recording is told of.
create table recording (
  id uuid not null primary key,
  carrier_key bytea not null,
  carrier_account text not null,
  carrier_call_id text not null,
  carrier_recording_id text not null,
  url_sealed bytea,
  length_millis bigint,
  ready_at bigint not null,
  state text not null,
  tries bigint not null,
  due_at bigint,
  failure text,
  failure_detail text,
  media_name text,
  content_type text,
  media_bytes bigint,
  sha256 text,
  key_sealed bytea,
  stored_at bigint,
  hold_reason text,
  deleted_at bigint,
  deleted_why text,
  remove_due_at bigint,
  carrier_copy text not null,
  copy_due_at bigint,
  copy_tries bigint not null
);

create unique index recording_key on recording (carrier_key, carrier_recording_id);
create index recording_waiting on recording (carrier_account, due_at) where state = 'WAITING';
create index recording_fetching on recording (id) where state = 'FETCHING';
create index recording_to_remove on recording (remove_due_at) where remove_due_at is not null;
create index recording_copy_due on recording (copy_due_at) where copy_due_at is not null;
create index recording_kept on recording (ready_at) where deleted_at is null;

-- Who did what, in order. Only ever added to.
create table audit_entry (
  id uuid not null primary key,
  at bigint not null,
  actor text not null,
  origin text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail text
);

create index audit_entry_of_subject on audit_entry (subject_kind, subject_id, id);

-- What carriers told of before there was this table. The first half of an id is its time.
insert into recording
  (id, carrier_key, carrier_account, carrier_call_id, carrier_recording_id, url_sealed,
   length_millis, ready_at, state, tries, due_at, carrier_copy, copy_tries)
select (substr(f.call_id::text, 1, 18) || substr(gen_random_uuid()::text, 19))::uuid,
  c.carrier_key, c.carrier_account, c.carrier_call_id, f.recording_id, f.recording_url_sealed,
  f.recording_millis, f.received_at, 'WAITING', 0, f.received_at, 'KEPT', 0
from call_fact f join call c on c.id = f.call_id
where f.kind = 'RECORDING_READY'
on conflict (carrier_key, carrier_recording_id) do nothing;
insert into recording
  (id, carrier_key, carrier_account, carrier_call_id, carrier_recording_id, url_sealed,
   length_millis, ready_at, state, tries, due_at, carrier_copy, copy_tries)
select gen_random_uuid(), e.carrier_key, e.carrier_account, e.carrier_call_id, e.recording_id,
  e.recording_url_sealed, e.recording_millis, e.received_at, 'WAITING', 0, e.received_at, 'KEPT', 0
from early_fact e
where e.kind = 'RECORDING_READY'
on conflict (carrier_key, carrier_recording_id) do nothing;
