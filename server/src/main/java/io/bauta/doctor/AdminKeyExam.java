package io.bauta.doctor;

/** Judges the admin key, of which it is not told. */
public final class AdminKeyExam {

  /** Fewer different characters are a word, or a row of keys. */
  static final int DISTINCT_MIN = 10;

  static final int LENGTH_MIN = 32;

  private static final String CHECK = "admin key";
  private static final String MEND =
      "make one with: openssl rand -hex 24; put it where admin-key is configured, and restart";

  private AdminKeyExam() {}

  /** What may be known of it. */
  public sealed interface Seen {}

  /** It will be made at the first start. */
  public record NotYet(String file) implements Seen {}

  /** It cannot be read, or is too short to be one. */
  public record Unusable(String why) implements Seen {}

  /** It was made by a server, of random bits. */
  public record Made(String file) implements Seen {}

  /**
   * It was written by somebody.
   *
   * @param distinct how many different characters it has
   */
  public record Chosen(String place, int length, int distinct) implements Seen {}

  /** What is to be said of it. */
  public static Finding judge(Seen seen) {
    return switch (seen) {
      case NotYet(String file) ->
          Finding.skipped(CHECK, "there is none yet: the first start makes it in " + file);
      case Unusable(String why) ->
          Finding.failed(
              CHECK,
              why,
              "run this as the server's user; if the file is damaged, delete it: the next start"
                  + " makes a new key");
      case Made(String file) -> Finding.ok(CHECK, "made by the server, in " + file);
      case Chosen(String place, int length, int distinct) ->
          length >= LENGTH_MIN && distinct >= DISTINCT_MIN
              ? Finding.ok(CHECK, "from " + place)
              : Finding.warning(
                  CHECK,
                  "the one from %s could be guessed: it has fewer than %d characters, or fewer than"
                          .formatted(place, LENGTH_MIN)
                      + " %d different ones".formatted(DISTINCT_MIN),
                  MEND);
    };
  }
}
