package io.bauta.doctor;

import java.util.Optional;

/**
 * How one check came out.
 *
 * @param check its name
 * @param seen what was found, in words; no secret and no real number
 * @param mend what to do about it; there whenever something is wrong
 */
public record Finding(String check, Verdict verdict, String seen, Optional<String> mend) {

  public Finding {
    boolean wrong = verdict == Verdict.WARNING || verdict == Verdict.FAILED;
    if (wrong && mend.isEmpty()) {
      throw new IllegalArgumentException("a finding that says no way to mend it: " + check);
    }
  }

  public static Finding ok(String check, String seen) {
    return new Finding(check, Verdict.OK, seen, Optional.empty());
  }

  public static Finding skipped(String check, String why) {
    return new Finding(check, Verdict.SKIPPED, why, Optional.empty());
  }

  /** One that could not be made, with what lets it be made. */
  public static Finding skipped(String check, String why, String mend) {
    return new Finding(check, Verdict.SKIPPED, why, Optional.of(mend));
  }

  public static Finding warning(String check, String seen, String mend) {
    return new Finding(check, Verdict.WARNING, seen, Optional.of(mend));
  }

  public static Finding failed(String check, String seen, String mend) {
    return new Finding(check, Verdict.FAILED, seen, Optional.of(mend));
  }
}
