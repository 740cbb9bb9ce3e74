package io.bauta.outbound;

/** What became of a request. Holds nothing of its URL, which may be a secret. */
public sealed interface Outcome<T> {

  /** It was answered, whatever the status, and the answer was read to {@code value}. */
  record Answered<T>(T value) implements Outcome<T> {}

  /** Nothing was sent. Another try helps only if the name leads elsewhere then. */
  record Refused<T>(Barrier why) implements Outcome<T> {}

  /** No answer, or only a part of one. Another try may help. */
  record Failed<T>(Failure why) implements Outcome<T> {}

  /** How a request fails. */
  enum Failure {
    UNREACHABLE("no connection could be made"),
    NOT_TRUSTED("its certificate is not trusted for this host"),
    TOO_SLOW("it took too long"),
    TOO_LONG("the answer is too long"),
    BROKEN_OFF("the connection broke off");

    private final String words;

    Failure(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }
}
