package io.bauta.number;

import com.google.i18n.phonenumbers.Phonenumber;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that the library has read a moment ago: whoever opens a session asks more than one
 * thing about each, and reading it costs most of an answer.
 */
final class ReadNumbers {

  private static final int PLACES = 1 << 8;

  private record Reading(long digits, Phonenumber.@Nullable PhoneNumber read) {

    /** Without the number, as always. */
    @Override
    public String toString() {
      return "a reading";
    }
  }

  private final AtomicReferenceArray<@Nullable Reading> places = new AtomicReferenceArray<>(PLACES);

  /** What {@code read} makes of {@code number}, now or a moment ago. */
  Phonenumber.@Nullable PhoneNumber of(
      PhoneNumber number, Function<PhoneNumber, Phonenumber.@Nullable PhoneNumber> read) {
    int place = Long.hashCode(number.digits() * 0x9E37_79B9_7F4A_7C15L) & (PLACES - 1);
    Reading there = places.getAcquire(place);
    if (there == null || there.digits() != number.digits()) {
      there = new Reading(number.digits(), read.apply(number));
      places.setRelease(place, there);
    }
    return there.read();
  }
}
