package io.bauta.pool;

import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import java.time.Duration;
import java.time.Instant;

/**
 * A pool of proxy numbers of one carrier account, and the rules by which they are lent and called.
 *
 * @param name unique among pools; people use it where an id is expected
 * @param carrierAccount the configured carrier account through which its numbers are reached
 * @param coolOff how long a released (number, person) pair rests before another session may have it
 * @param grace how long after its end a session still answers by its own rule, before the cool-off
 * @param policies what becomes of callers whom no open session connects
 */
public record NumberPool(
    PoolId id,
    String name,
    String carrierAccount,
    PoolMode mode,
    Selection selection,
    CallPolicy callPolicy,
    Duration coolOff,
    Duration grace,
    Instant createdAt,
    PoolPolicies policies) {

  public static final int NAME_LENGTH_MAX = 100;
  public static final int NUMBERS_MAX = 100_000;
  public static final Duration COOL_OFF_DEFAULT = Duration.ofDays(1);
  public static final Duration COOL_OFF_MAX = Duration.ofDays(366);

  /** A pool that lets nobody through but who is in an open session. */
  public NumberPool(
      PoolId id,
      String name,
      String carrierAccount,
      PoolMode mode,
      Selection selection,
      CallPolicy callPolicy,
      Duration coolOff,
      Duration grace,
      Instant createdAt) {
    this(
        id,
        name,
        carrierAccount,
        mode,
        selection,
        callPolicy,
        coolOff,
        grace,
        createdAt,
        PoolPolicies.DEFAULT);
  }

  /** Whether {@code number} is one that this pool never rings: an emergency or premium one. */
  public boolean guards(PhoneNumber number) {
    return policies.rules().guardsSpecialNumbers() && NumberingPlans.specialOf(number).isPresent();
  }

  /** Whether callers may be asked for codes, so that each participant has one. */
  public boolean usesPins() {
    return needsDigits() || policies.unknownCaller() == UnknownCaller.ASK;
  }

  /** Whether callers are asked for codes, whatever the platform says. */
  public boolean needsDigits() {
    return mode == PoolMode.PIN || policies.unansweredCaller() == UnknownCaller.CHALLENGE;
  }

  /** Whether two people have one session for all their orders. */
  public boolean mergesOrders() {
    return policies.lending().repeatOrders() == RepeatOrders.MERGE;
  }

  /** How long after a session's end its (number, person) pairs are not lent again. */
  public Duration restAfterEnd() {
    return grace.plus(coolOff);
  }
}
