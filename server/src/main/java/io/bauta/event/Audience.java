package io.bauta.event;

/**
 * Whether anybody wants events. While nobody does, none are written: a call costs nothing for them.
 */
public final class Audience {

  private volatile boolean there;

  /** Whether what happens now is to be told. */
  public boolean isThere() {
    return there;
  }

  /** Takes in whether somebody wants events from now on. */
  public void set(boolean isThere) {
    there = isThere;
  }
}
