package io.bauta.api;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Pools;

/** Numbers as an answer may hold them: our own in clear, anybody else's masked. */
record ShownNumbers(Pools pools) {

  /** A number that we hold is no secret; anything else could be a person's. */
  String of(PhoneNumber number) {
    return pools.line(number).map(line -> line.number().e164()).orElseGet(number::masked);
  }

  /** A carrier calls it a number of ours; whether we hold it nobody has looked yet. */
  String of(ProxyNumber number) {
    return of(PhoneNumber.ofE164(number.e164()));
  }
}
