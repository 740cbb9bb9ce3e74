package io.bauta.pool;

import io.bauta.number.ProxyNumber;
import java.util.Optional;

/**
 * A proxy number as a member of its pool.
 *
 * @param ownAccount the carrier account that it is reached through, where that is not the pool's
 */
public record PooledNumber(ProxyNumber number, NumberState state, Optional<String> ownAccount) {

  /** One that is reached through the pool's account. */
  public PooledNumber(ProxyNumber number, NumberState state) {
    this(number, state, Optional.empty());
  }
}
