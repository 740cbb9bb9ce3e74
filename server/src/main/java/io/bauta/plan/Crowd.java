package io.bauta.plan;

/** The people on one side of a pool's sessions, and how often each of them takes part. */
public sealed interface Crowd {

  /** Each comes once: whoever a session is opened for holds nothing yet. */
  record Passing() implements Crowd {}

  /**
   * They come again and again.
   *
   * @param people how many of them are active
   * @param skew how unequally: the standard deviation of a person's number of sessions, as a
   *     multiple of its mean and beyond what chance does. 0 when all are equally active, 1 when
   *     most do little and a few a lot
   * @param parts how many of a session's two parts these people play on average: 1 when the other
   *     side is other people, 2 when both sides are the same people
   */
  record Returning(int people, double skew, double parts) implements Crowd {

    public static final int PEOPLE_MAX = 100_000_000;

    public Returning {
      if (people < 1 || people > PEOPLE_MAX) {
        throw new IllegalArgumentException(
            "%d people: expected 1 to %d".formatted(people, PEOPLE_MAX));
      }
      if (!(skew >= 0 && skew <= skewMax(people))) {
        throw new IllegalArgumentException(
            "a skew of %s among %d people: expected 0 to %s"
                .formatted(skew, people, skewMax(people)));
      }
      if (!(parts >= 1 && parts <= 2)) {
        throw new IllegalArgumentException(
            "%s parts of a session: expected 1 to 2".formatted(parts));
      }
    }
  }

  /** Equally active people, none of whom is on the other side. */
  static Crowd equal(int people) {
    return new Returning(people, 0, 1);
  }

  /**
   * How unequal so many people may be. Beyond it nearly all sessions are one person's, and are
   * better planned as that.
   */
  static double skewMax(int people) {
    return Math.sqrt((people - 1) / 2.0);
  }
}
