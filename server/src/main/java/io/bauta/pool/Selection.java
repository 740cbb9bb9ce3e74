package io.bauta.pool;

/** Which of several free numbers is lent. */
public enum Selection {
  /** The first that is free, in the order of registration: uses the fewest numbers. */
  FIRST_FIT,
  /**
   * One that the person never had, each in its turn; else the one that they had the longest time
   * ago. A late call back then means what it meant for as long as possible.
   */
  LEAST_RECENTLY_USED,
  /** The one that the person dialled the last time with the same people, else the first. */
  PREFER_STICKY,
  /** Another than that one wherever there is another, and of these the first. */
  AVOID_STICKY;

  /** Whether it goes by what the same people had the last time. */
  public boolean isSticky() {
    return this == PREFER_STICKY || this == AVOID_STICKY;
  }
}
