package io.bauta.bench;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;

/** The telephone numbers of the benchmarks: twelve digits, Indian, as many as are wanted. */
public final class Numbers {

  /** The home region of all of them. */
  public static final String REGION = "IN";

  private static final long FIRST_PROXY = 918_000_000_000L;
  private static final long FIRST_PERSON = 917_000_000_000L;
  private static final long FIRST_STRANGER = 919_000_000_000L;
  private static final long FIRST_UNREGISTERED = 916_000_000_000L;

  private Numbers() {}

  /** The proxy number at {@code place} among all that are registered. */
  public static ProxyNumber proxy(int place) {
    return new ProxyNumber(FIRST_PROXY + place);
  }

  /** The real number of the person at {@code place} among all participants. */
  public static PhoneNumber person(int place) {
    return new PhoneNumber(FIRST_PERSON + place);
  }

  /** Somebody who is in no session. */
  public static PhoneNumber stranger(int place) {
    return new PhoneNumber(FIRST_STRANGER + place);
  }

  /** A number that is in no pool. */
  public static PhoneNumber unregistered(int place) {
    return new PhoneNumber(FIRST_UNREGISTERED + place);
  }
}
