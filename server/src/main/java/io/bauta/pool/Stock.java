package io.bauta.pool;

import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The numbers that one question is about.
 *
 * @param groups the pool's numbers, those of each carrier account in the order in which they are to
 *     be tried. A session's numbers are of one group: a carrier shows only numbers that it holds
 * @param start where trying begins in each group; the numbers before it come last
 * @param room how many more pairs a number may carry
 * @param places where each number is
 */
public record Stock(
    List<List<PooledNumber>> groups,
    int start,
    ToIntFunction<ProxyNumber> room,
    Function<ProxyNumber, Place> places) {

  /** Numbers of one account, tried from the first on, each for any number of people. */
  public static Stock of(List<PooledNumber> numbers) {
    return new Stock(List.of(numbers), 0, number -> Integer.MAX_VALUE, Place::of);
  }
}
