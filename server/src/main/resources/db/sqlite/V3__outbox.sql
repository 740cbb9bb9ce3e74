-- Commands owed to carriers. Kept for a while after they ended, so that a late repetition of the
-- webhook that they followed from is seen; what they said is then gone.
create table owed_command (
  command_key text not null primary key,
  carrier_account text not null,
  carrier_call_id text not null,
  command_id text not null,
  action text not null,
  leg text not null,
  body_sealed blob,
  owed_at integer not null,
  delay_millis integer not null,
  due_at integer not null,
  ended text,
  ended_at integer
) strict, without rowid;

create index owed_command_open on owed_command (due_at) where ended is null;
create index owed_command_ended on owed_command (ended_at) where ended_at is not null;

-- The table of db-scheduler, as its documentation asks for it.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data blob,
  execution_time integer not null,
  picked integer not null,
  picked_by text,
  last_success integer,
  last_failure integer,
  consecutive_failures integer,
  last_heartbeat integer,
  version integer not null,
  priority integer,
  primary key (task_name, task_instance)
) strict, without rowid;

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

-- When a carrier says that something happened, where it says so.
alter table call_fact add column occurred_at integer;
alter table early_fact add column occurred_at integer;
