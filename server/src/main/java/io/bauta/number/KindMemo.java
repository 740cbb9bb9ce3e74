package io.bauta.number;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What kind of number those were that were judged lately. Reading a numbering plan costs more than
 * all the rest of a decision about a call, and its answer about a number never changes.
 *
 * <p>Every number has two places, which it shares with others; of those the latest judged have
 * them. A place is one word, number and answer together, so whoever reads it sees both of one
 * number.
 */
final class KindMemo {

  private static final int PLACES = 1 << 18;

  /** Below the digits, which have fifteen decimal places at most. */
  private static final int KIND_BITS = 4;

  private static final List<Optional<SpecialNumber>> ANSWERS =
      Stream.concat(
              Stream.of(Optional.<SpecialNumber>empty()),
              Arrays.stream(SpecialNumber.values()).map(Optional::of))
          .toList();

  private final AtomicLongArray places = new AtomicLongArray(PLACES);

  /** What {@code judge} says of {@code number}, now or when it was asked before. */
  Optional<SpecialNumber> of(
      PhoneNumber number, Function<PhoneNumber, Optional<SpecialNumber>> judge) {
    int place = Long.hashCode(number.digits() * 0x9E37_79B9_7F4A_7C15L) & (PLACES - 1);
    long word = places.getOpaque(place);
    if (!isOf(word, number)) {
      long other = places.getOpaque(place ^ 1);
      if (!isOf(other, number)) {
        return judged(number, judge.apply(number), word == 0 ? place : place ^ 1);
      }
      word = other;
    }
    return ANSWERS.get((int) word & ((1 << KIND_BITS) - 1));
  }

  private static boolean isOf(long word, PhoneNumber number) {
    return word >>> KIND_BITS == number.digits();
  }

  private Optional<SpecialNumber> judged(
      PhoneNumber number, Optional<SpecialNumber> kind, int place) {
    places.setOpaque(place, number.digits() << KIND_BITS | ANSWERS.indexOf(kind));
    return kind;
  }
}
