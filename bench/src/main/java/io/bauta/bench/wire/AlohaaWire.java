package io.bauta.bench.wire;

/** What Alohaa sends when it asks whom to ring. Its proof is a header that never changes. */
public final class AlohaaWire {

  public static final String HEADER = "x-bauta-key";
  public static final String HEADER_VALUE = "0123456789abcdef0123456789abcdef";

  private AlohaaWire() {}

  /**
   * The question for the receiver.
   *
   * @param nationalFrom the caller's ten digits
   */
  public static String question(String callId, String nationalFrom, String to) {
    return "{\"caller_number\":\"%s\",\"did\":\"%s\",\"call_id\":\"%s\"}"
        .formatted(nationalFrom, to, callId);
  }
}
