-- The openings that one session stands for, where it stands for more than one: from the second on,
-- so that most sessions have none here.
create table session_order (
  session_id uuid not null,
  id uuid not null,
  reference text,
  metadata text not null,
  lifetime text not null,
  opened_at bigint not null,
  expires_at bigint,
  closed_at bigint,
  closed_reason text,
  idempotency_key text,
  primary key (session_id, id)
);

create unique index session_order_key on session_order (idempotency_key)
  where idempotency_key is not null;
create index session_order_by_reference on session_order (reference, session_id)
  where reference is not null;

-- Whether it does. In its own row, so that whoever ends a session of one order finds it there.
alter table session add column orders_kept integer;
