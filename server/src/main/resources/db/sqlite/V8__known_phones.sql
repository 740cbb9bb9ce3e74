-- From which telephone a participant's code was entered, so that it is not asked again.
create table known_phone (
  phone_token blob not null,
  proxy_number integer not null,
  session_id blob not null,
  position integer not null,
  since integer not null,
  primary key (phone_token, proxy_number)
) strict, without rowid;
