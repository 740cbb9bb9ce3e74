package io.bauta.number;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read in digits a moment ago, so that the library need not read the same again: its
 * reading costs most of an answer. Every digits have one place, which they share with others; the
 * latest read have it.
 */
final class LatestReadings<T> {

  /** No record, which would print somebody's digits. */
  private static final class Reading<T> {
    private final long digits;
    private final @Nullable T read;

    Reading(long digits, @Nullable T read) {
      this.digits = digits;
      this.read = read;
    }
  }

  private final AtomicReferenceArray<@Nullable Reading<T>> places;

  /**
   * None yet.
   *
   * @param places how many are remembered at most; a power of two
   */
  LatestReadings(int places) {
    this.places = new AtomicReferenceArray<>(places);
  }

  /** What {@code reading} makes of {@code digits}, now or a moment ago. */
  @Nullable T of(long digits, Supplier<@Nullable T> reading) {
    int place = Long.hashCode(digits * 0x9E37_79B9_7F4A_7C15L) & (places.length() - 1);
    Reading<T> there = places.getAcquire(place);
    if (there == null || there.digits != digits) {
      there = new Reading<>(digits, reading.get());
      places.setRelease(place, there);
    }
    return there.read;
  }
}
