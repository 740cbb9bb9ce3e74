-- From which telephone a participant's code was entered, so that it is not asked again.
create table known_phone (
  phone_token bytea not null,
  proxy_number bigint not null,
  session_id uuid not null,
  position integer not null,
  since bigint not null,
  primary key (phone_token, proxy_number)
);
