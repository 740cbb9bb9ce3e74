package io.bauta.rules;

import java.util.Optional;
import java.util.StringJoiner;

/** How much of its limits is used up; its text says so of those limits that there are. */
public record LimitUse(CallLimits limits, CallCounts soFar) {

  @Override
  public String toString() {
    StringJoiner words = new StringJoiner(", ");
    add(words, "in the session", soFar.inSession(), limits.inSession());
    add(words, "of the caller within an hour", soFar.byCallerInHour(), limits.byCallerInHour());
    add(words, "now in the session", soFar.atOnceInSession(), limits.atOnceInSession());
    add(words, "now in the pool", soFar.atOnceInPool(), limits.atOnceInPool());
    return words.toString();
  }

  private static void add(StringJoiner words, String what, int calls, Optional<Integer> limit) {
    limit.ifPresent(most -> words.add("%d of %d %s".formatted(calls, most, what)));
  }
}
