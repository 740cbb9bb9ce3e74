package io.bauta.recording;

/** What came of deleting the media of a recording. */
public enum DeleteOutcome {
  /** It is deleted: now, or before. */
  DELETED,
  /** It must not be: somebody holds it. */
  HELD,
  /** There is no such recording. */
  UNKNOWN
}
