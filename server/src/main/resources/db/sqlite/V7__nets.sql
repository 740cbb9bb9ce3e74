-- Of which calls a command is still wanted when its time has come.
alter table owed_command add column wanted text not null default 'ALWAYS';

create index owed_command_of_call on owed_command (carrier_account, carrier_call_id)
  where ended is null;
