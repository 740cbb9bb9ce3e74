package io.bauta.doctor;

/** How a check came out. */
public enum Verdict {
  OK,
  /** It could not be made; the finding says why. */
  SKIPPED,
  /** It works, and should be mended. */
  WARNING,
  /** It does not work. */
  FAILED
}
