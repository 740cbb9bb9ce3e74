package io.bauta.pool;

import java.util.Optional;

/**
 * What a pool says about lending its numbers, beside its {@link Selection}.
 *
 * @param geoMatch how near a number is to be to the one who dials it
 * @param loadMax how many people may hold one number, or rest from it; empty for any number of them
 * @param repeatOrders whether two people have one session for all their orders
 */
public record Lending(GeoMatch geoMatch, Optional<Integer> loadMax, RepeatOrders repeatOrders) {

  public static final int LOAD_MAX_MIN = 1;
  public static final int LOAD_MAX_MAX = 1_000_000;

  /** What holds when a pool says nothing. */
  public static final Lending DEFAULT = new Lending(GeoMatch.NONE, Optional.empty());

  /** One that gives each opening a session of its own. */
  public Lending(GeoMatch geoMatch, Optional<Integer> loadMax) {
    this(geoMatch, loadMax, RepeatOrders.SEPARATE);
  }

  public Lending {
    loadMax.ifPresent(Lending::requireWithin);
  }

  private static void requireWithin(int loadMax) {
    if (loadMax < LOAD_MAX_MIN || loadMax > LOAD_MAX_MAX) {
      throw new IllegalArgumentException(
          "a load of %d: expected %d to %d".formatted(loadMax, LOAD_MAX_MIN, LOAD_MAX_MAX));
    }
  }
}
