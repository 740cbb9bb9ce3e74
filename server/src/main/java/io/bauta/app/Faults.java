package io.bauta.app;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exceptions for the log of requests, without what they say. */
final class Faults {

  private static final int CAUSES_MAX = 5;
  private static final int FRAMES_MAX = 12;

  private Faults() {}

  /**
   * What was thrown and where, with its causes. Messages are left out: a library's could quote the
   * request, and with it somebody's number.
   */
  static String withoutMessages(Throwable fault) {
    return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
        .limit(CAUSES_MAX)
        .map(Faults::describe)
        .collect(Collectors.joining(" caused by "));
  }

  private static String describe(Throwable fault) {
    return Stream.of(fault.getStackTrace())
        .limit(FRAMES_MAX)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < ", fault.getClass().getName() + " at ", ""));
  }
}
