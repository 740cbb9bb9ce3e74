package io.bauta.rules;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pool says about calls that a route lets through.
 *
 * @param callers who may call; empty lets everybody who has a route
 * @param hours when calls are connected; empty for always
 * @param limits how many calls
 * @param countries the regions, as two-letter codes, whose numbers may be rung; none for all
 * @param guardsSpecialNumbers whether emergency, premium and short numbers are not rung
 * @param notice what the caller hears before they are connected; empty for nothing
 * @param recording whether the call is then recorded
 */
public record CallRules(
    Optional<Callers> callers,
    Optional<Hours> hours,
    CallLimits limits,
    Set<String> countries,
    boolean guardsSpecialNumbers,
    Optional<String> notice,
    Recording recording) {

  /** As many as there are regions. */
  public static final int COUNTRIES_MAX = 300;

  /** What holds when a pool says nothing. */
  public static final CallRules DEFAULT =
      new CallRules(
          Optional.empty(),
          Optional.empty(),
          CallLimits.NONE,
          Set.of(),
          true,
          Optional.empty(),
          Recording.OFF);

  public CallRules {
    // In their order, so that what is printed reads the same each time.
    countries = Collections.unmodifiableSortedSet(new TreeSet<>(countries));
    if (countries.size() > COUNTRIES_MAX) {
      throw new IllegalArgumentException("there are not %d regions".formatted(countries.size()));
    }
  }

  /** These rules where {@code session} says nothing else. */
  public CallRules with(SessionRules session) {
    return session.isSilent()
        ? this
        : new CallRules(
            session.callers().or(this::callers),
            session.hours().or(this::hours),
            limits.with(session.limits()),
            countries,
            guardsSpecialNumbers,
            session.notice().or(this::notice),
            session.recording().orElse(recording));
  }

  /** These rules with another one about recordings. */
  public CallRules with(Recording newRecording) {
    return new CallRules(
        callers, hours, limits, countries, guardsSpecialNumbers, notice, newRecording);
  }

  /**
   * Whether a call is recorded. Where a notice is demanded and there is none any more, it is not.
   */
  public boolean isRecorded() {
    return recording.isOfCallAfter(notice);
  }
}
