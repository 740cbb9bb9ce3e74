package io.bauta.pool;

/** What an opening between two people comes to who have an open session in the pool already. */
public enum RepeatOrders {
  /** A session of its own, with numbers of its own. */
  SEPARATE,
  /** A further order of the session that they have. In modes of pairs only. */
  MERGE
}
