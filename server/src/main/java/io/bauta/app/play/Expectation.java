package io.bauta.app.play;

/** Something that a play shows, in words: that it is as it must be, or why it cannot be. */
record Expectation(String words, Verdict verdict) {

  enum Verdict {
    HOLDS,
    BROKEN,
    /** The carrier cannot do it, and its profile says so; nothing is demanded. */
    SHORT
  }

  boolean isBroken() {
    return verdict == Verdict.BROKEN;
  }
}
