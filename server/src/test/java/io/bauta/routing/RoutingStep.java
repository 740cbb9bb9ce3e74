package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import java.util.Optional;

/** Something that happens to a masking server. The pool is named by its mode: there is one each. */
sealed interface RoutingStep {

  /** Without a length: until closed. */
  record Open(
      PoolMode pool,
      PhoneNumber first,
      PhoneNumber second,
      Optional<Integer> seconds,
      Optional<String> key)
      implements RoutingStep {}

  /** Closes one of the sessions so far. */
  record Close(int index) implements RoutingStep {}

  /** Gives one of the sessions so far another end. */
  record Extend(int index, Optional<Integer> seconds) implements RoutingStep {}

  record Tick(int seconds) implements RoutingStep {}

  /** The index forgets what rested long ago. */
  record Forget() implements RoutingStep {}

  record Add(PoolMode pool, ProxyNumber number) implements RoutingStep {}

  record SetState(PoolMode pool, ProxyNumber number, NumberState state) implements RoutingStep {}

  record Remove(PoolMode pool, ProxyNumber number) implements RoutingStep {}

  record Call(PhoneNumber caller, ProxyNumber dialed) implements RoutingStep {}
}
