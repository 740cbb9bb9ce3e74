-- Commands are in the order of their coming here anyway. One call's are found by its id alone: the
-- shorter the index, the fewer pages of it are written.
drop index owed_command_of_call;
create index owed_command_of_call on owed_command (carrier_call_id) where ended is null;
