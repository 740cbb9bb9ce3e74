package io.bauta.pool;

import io.bauta.number.PhoneNumber;

/** Which telephones neither call nor are called on the numbers of a pool. */
@FunctionalInterface
public interface BlockList {

  boolean has(PoolId pool, PhoneNumber number);
}
