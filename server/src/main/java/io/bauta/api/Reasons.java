package io.bauta.api;

import io.bauta.number.PhoneNumber;
import java.util.stream.Stream;

/** Reasons that somebody gives. They stand in the audit log, in clear and for good. */
final class Reasons {

  private Reasons() {}

  /**
   * Refuses a reason that holds one of {@code numbers}: the log of who did what must not itself be
   * read for them.
   */
  static void requireNoNumber(String reason, String field, Stream<PhoneNumber> numbers) {
    if (numbers.anyMatch(number -> number.isToldBy(reason))) {
      throw new ProblemException(
          Problem.ofField(
              "number_in_reason",
              field,
              "the reason holds a participant's number: expected it without, because it is kept in"
                  + " clear"));
    }
  }
}
