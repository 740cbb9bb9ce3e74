package io.bauta.pool;

import io.bauta.number.ProxyNumber;

/**
 * A proxy number with the pool that it belongs to: all that a call on it needs to know.
 *
 * @param carrierAccount the account that it is reached through
 */
public record Line(ProxyNumber number, NumberState state, NumberPool pool, String carrierAccount) {

  /** One that is reached through the pool's account. */
  public Line(ProxyNumber number, NumberState state, NumberPool pool) {
    this(number, state, pool, pool.carrierAccount());
  }
}
