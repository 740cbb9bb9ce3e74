package io.bauta.pool;

/** How the proxy numbers of a pool are lent to the participants of a session. */
public enum PoolMode {
  /**
   * A number for each participant: A dials M1 and sees M2 (also called AXYB). A person's own number
   * is the one that they dial.
   */
  PAIR_TWO_NUMBERS(2, 2),
  /** One number for both participants, who see and dial the same one (also called AXB). */
  PAIR_ONE_NUMBER(2, 2),
  /**
   * A number for one protected party, whom anyone may call by it (also called AX or AXN). The
   * party's own calls on it go to a second participant where there is one, and else to whoever
   * called last.
   */
  ONE_PARTY(1, 2),
  /**
   * A number that many share, each participant with a code of their own: whoever enters the code
   * reaches them (also called extension, or AXE).
   */
  PIN(1, 20),
  /**
   * A number for one participant, the first, and a group: each of the group reaches the first, and
   * the first rings the group (also called AXG).
   */
  GROUP(2, 20);

  /** Participants of any session. */
  public static final int PARTICIPANTS_MAX = 20;

  private final int participantsMin;
  private final int participantsMax;

  PoolMode(int participantsMin, int participantsMax) {
    this.participantsMin = participantsMin;
    this.participantsMax = participantsMax;
  }

  /** How many participants a session has at least. */
  public int participantsMin() {
    return participantsMin;
  }

  /** How many it has at most. */
  public int participantsMax() {
    return participantsMax;
  }

  /** Whether a session is of two people, each of whom is known by their own telephones. */
  public boolean isOfPairs() {
    return this == PAIR_TWO_NUMBERS || this == PAIR_ONE_NUMBER;
  }

  /** Whether all participants dial the same number. */
  public boolean sharesOneNumber() {
    return this != PAIR_TWO_NUMBERS;
  }
}
