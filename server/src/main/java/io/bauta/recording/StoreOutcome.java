package io.bauta.recording;

/** What came of saying that a verified copy is stored. */
public enum StoreOutcome {
  /** It is the recording's: now, or since it was said before. */
  STORED,
  /** The recording is deleted. The copy is among what is to be removed. */
  DELETED,
  /**
   * Another try has the recording by now, or it waits for one. Nobody will ever ask for this one.
   */
  UNWANTED
}
