-- Of what is owed about one call only the nets are looked for, when it ends. Without the other commands,
-- most of which are owed for milliseconds, a commit writes a page less for each of them.
drop index owed_command_of_call;
create index owed_command_net on owed_command (carrier_call_id)
  where ended is null and wanted <> 'ALWAYS';
