-- Commands in the order of their coming: those of one commit share pages, when they begin and when
-- they end. In the order of their keys, which are digests, each had a page of its own to be written.
create table owed_command_in_order (
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
  ended_at integer,
  wanted text not null default 'ALWAYS'
) strict;

insert into owed_command_in_order
  (command_key, carrier_account, carrier_call_id, command_id, action, leg, body_sealed,
   owed_at, delay_millis, due_at, ended, ended_at, wanted)
select command_key, carrier_account, carrier_call_id, command_id, action, leg, body_sealed,
  owed_at, delay_millis, due_at, ended, ended_at, wanted
from owed_command order by owed_at, command_key;

drop table owed_command;
alter table owed_command_in_order rename to owed_command;

create index owed_command_open on owed_command (due_at) where ended is null;
create index owed_command_ended on owed_command (ended_at) where ended_at is not null;
create index owed_command_of_call on owed_command (carrier_call_id) where ended is null;
