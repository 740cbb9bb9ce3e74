package io.bauta.simulator.telnyx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the headers and the body of a webhook, genuine or forged.
 *
 * @param clock the time in the timestamp: a server compares it with its own
 */
record TelnyxSigner(TelnyxKeys keys, InstantSource clock) {

  static final String SIGNATURE = "telnyx-signature-ed25519";
  static final String TIMESTAMP = "telnyx-timestamp";

  /** Just over the five minutes that every client of Telnyx's allows. */
  static final Duration TOO_FAR = Duration.ofSeconds(301);

  private static final byte[] WRONG_SEED = new byte[TelnyxKeys.KEY_BYTES];

  /** What is sent: the body is not always the one that was signed. */
  record Signed(Map<String, String> headers, String body) {

    /** Nothing: the body names real numbers. */
    @Override
    public String toString() {
      return "Signed";
    }
  }

  Signed sign(String body, TelnyxForgery forgery) {
    Instant now = clock.instant();
    return switch (forgery) {
      case NONE -> signed(keys, now, body);
      case WRONG_KEY -> signed(TelnyxKeys.ofSeed(WRONG_SEED), now, body);
      case OLD_TIMESTAMP -> signed(keys, now.minus(TOO_FAR), body);
      // A second on top: the server reads its clock later than this.
      case FUTURE_TIMESTAMP -> signed(keys, now.plus(TOO_FAR).plusSeconds(1), body);
      case TIMESTAMP_CHANGED ->
          with(signed(keys, now, body), TIMESTAMP, seconds(now.plusSeconds(1)));
      case BODY_CHANGED -> new Signed(signed(keys, now, body).headers(), body + " ");
      case SIGNATURE_TOO_SHORT -> shortened(signed(keys, now, body));
      case UNSIGNED -> new Signed(Map.of(), body);
    };
  }

  private static Signed signed(TelnyxKeys keys, Instant at, String body) {
    String timestamp = seconds(at);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SIGNATURE, TelnyxSignature.of(keys, timestamp, body));
    headers.put(TIMESTAMP, timestamp);
    return new Signed(headers, body);
  }

  private static Signed shortened(Signed signed) {
    byte[] whole = Base64.getDecoder().decode(signed.headers().getOrDefault(SIGNATURE, ""));
    byte[] part = Arrays.copyOf(whole, whole.length - 1);
    return with(signed, SIGNATURE, Base64.getEncoder().encodeToString(part));
  }

  private static Signed with(Signed signed, String header, String value) {
    Map<String, String> headers = new LinkedHashMap<>(signed.headers());
    headers.put(header, value);
    return new Signed(headers, signed.body());
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }

  /** Nothing: keys stay here. */
  @Override
  public String toString() {
    return "TelnyxSigner";
  }
}
