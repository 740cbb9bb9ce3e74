package io.bauta.plan;

import io.bauta.pool.PoolMode;
import java.util.Locale;

/** A way of masking for which numbers are counted: the modes of a pool, by the same names. */
public enum PlanMode {
  /** A number for each participant, told apart by who dials it. */
  PAIR_TWO_NUMBERS,
  /** One number for both participants. */
  PAIR_ONE_NUMBER,
  /** A number for one protected person, which anyone may dial: it serves one session at a time. */
  ONE_PARTY,
  /** Numbers that thousands share, told apart by the PIN that a caller enters. */
  PIN,
  /** One number for a protected person and a group of others. */
  GROUP;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** What a pool of this mode is planned as. */
  public static PlanMode of(PoolMode mode) {
    return valueOf(mode.name());
  }

  /** Whether it matters who takes part how often. */
  public boolean dependsOnPeople() {
    return switch (this) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP -> true;
      case ONE_PARTY, PIN -> false;
    };
  }

  /** As people write it, {@code pair_two_numbers}. */
  @Override
  public String toString() {
    return word;
  }
}
