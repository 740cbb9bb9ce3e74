package io.bauta.simulator;

/** What came back for a webhook. */
public sealed interface Reply {

  /** Whether the server took the webhook: a status in the two hundreds. */
  default boolean isOk() {
    return false;
  }

  /** In a few words, for people: {@code 200}, {@code no reply}. */
  String brief();

  /**
   * The server answered.
   *
   * @param contentType as sent, or empty
   */
  record Answered(int status, String contentType, byte[] body) implements Reply {

    @Override
    public boolean isOk() {
      return status >= 200 && status < 300;
    }

    @Override
    public String brief() {
      return Integer.toString(status);
    }

    /** The status only: the body names real numbers. */
    @Override
    public String toString() {
      return "Answered[" + status + "]";
    }
  }

  /** No answer came in time, or no connection was made, or the answer was larger than allowed. */
  record Missing(String why) implements Reply {
    @Override
    public String brief() {
      return "no reply: " + why;
    }
  }

  /** A fault swallowed the webhook before it was sent. */
  record Dropped() implements Reply {
    @Override
    public String brief() {
      return "lost on the way";
    }
  }
}
