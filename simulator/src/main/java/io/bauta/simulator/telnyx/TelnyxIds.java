package io.bauta.simulator.telnyx;

import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes identifiers that look like Telnyx's. */
record TelnyxIds(RandomGenerator random) {

  /** What every call control identifier begins with. */
  static final String CONTROL_PREFIX = "v3:";

  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final int CONTROL_BYTES = 42;
  private static final long ACCOUNT_ID_LEAST = 1_000_000_000_000_000_000L;
  private static final long ACCOUNT_ID_BOUND = 3_000_000_000_000_000_000L;

  String uuid() {
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
    long low = (random.nextLong() & VARIANT_BITS) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  String callControlId() {
    byte[] bytes = new byte[CONTROL_BYTES];
    random.nextBytes(bytes);
    return CONTROL_PREFIX + Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** Nineteen digits, as applications and numbers have. */
  String accountId() {
    return Long.toString(random.nextLong(ACCOUNT_ID_LEAST, ACCOUNT_ID_BOUND));
  }
}
