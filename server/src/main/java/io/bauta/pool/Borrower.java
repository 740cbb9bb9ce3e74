package io.bauta.pool;

import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody whom a number is to be lent to, with what the choice may depend on. What a pool does not
 * go by is left empty.
 *
 * @param held the numbers that are not free for them
 * @param had of the others those that they had before, each with since when it is free again
 * @param before what they dialled the last time with the same people
 * @param demanded the number that it must be
 * @param place where they are; empty where that does not matter
 * @param pairs how many (number, person) pairs a number that is lent to them carries
 */
public record Borrower(
    Set<ProxyNumber> held,
    Map<ProxyNumber, Instant> had,
    Optional<ProxyNumber> before,
    Optional<ProxyNumber> demanded,
    Optional<Place> place,
    int pairs) {

  /** Somebody of whom only is known what they hold. */
  public static Borrower holding(Set<ProxyNumber> held) {
    return new Borrower(held, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  /** The same, with one more number that is not free for them. */
  public Borrower without(ProxyNumber number) {
    Set<ProxyNumber> more = new HashSet<>(held);
    more.add(number);
    return new Borrower(more, had, before, demanded, place, pairs);
  }
}
