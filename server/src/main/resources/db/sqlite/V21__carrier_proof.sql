-- How often each carrier account saw webhooks with which proof, and when it last did.
create table carrier_proof (
  carrier_account text not null,
  mark text not null,
  last_at integer not null,
  total integer not null,
  primary key (carrier_account, mark)
) strict, without rowid;
