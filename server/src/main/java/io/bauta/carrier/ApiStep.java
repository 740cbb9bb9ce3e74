package io.bauta.carrier;

/**
 * The next step of a conversation with a carrier's API.
 *
 * @param <T> what the conversation is for
 */
public sealed interface ApiStep<T> {

  /**
   * Send this, and come back with the reply.
   *
   * @param purpose for people, {@code attach +919000000001 to the application}; no real numbers
   * @param changes whether it changes anything at the carrier
   * @param assumed the reply that a change would get, for whoever only wants to see the steps
   */
  record Send<T>(String purpose, CarrierRequest request, boolean changes, HttpReply assumed)
      implements ApiStep<T> {

    /** A request that changes nothing. */
    public static <T> Send<T> read(String purpose, CarrierRequest request) {
      return new Send<>(purpose, request, false, HttpReply.ok());
    }
  }

  /** It is over, and this came of it. */
  record Finished<T>(T result) implements ApiStep<T> {}

  /**
   * It cannot go on.
   *
   * @param why what the carrier said and what to do about it; no credentials
   */
  record Failed<T>(String why) implements ApiStep<T> {}
}
