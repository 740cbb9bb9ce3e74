package io.bauta.pool;

import java.util.Optional;

/**
 * How a pool asks the platform about callers who hold nothing on its numbers.
 *
 * @param fallback what becomes of them when the platform gives no answer that can be followed
 * @param url where it is asked; empty asks where all are
 */
public record Asking(UnknownCaller fallback, Optional<String> url) {

  public static final int URL_LENGTH_MAX = 500;

  /** What holds when a pool says nothing: silence connects nobody. */
  public static final Asking DEFAULT = new Asking(UnknownCaller.REFUSE, Optional.empty());

  public Asking {
    if (fallback == UnknownCaller.ASK) {
      throw new IllegalArgumentException("silence is not answered by asking again");
    }
  }
}
