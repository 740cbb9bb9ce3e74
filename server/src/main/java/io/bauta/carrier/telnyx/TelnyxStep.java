package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * The steps of a call that are taken by command, each once: its id follows from the caller's leg
 * and the step, so it is the same for an event that comes again, at the same time on two
 * connections, or under another id.
 */
enum TelnyxStep {
  /** The call is answered or rejected. */
  BEGIN,
  /** It is rejected because it could not be answered. */
  TURN_AWAY,
  /** The destination is rung, or the caller hears why not. */
  GO_ON,
  /** The caller hears that nobody could be reached. */
  EXPLAIN,
  /** The caller's leg is ended. */
  END;

  private static final int DIGEST_BYTES = 16;

  String idFor(String handle) {
    return digest(handle) + "-" + name().toLowerCase(Locale.ROOT);
  }

  /** A digest, because nobody says how long a handle may be. */
  private static String digest(String handle) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(handle.getBytes(UTF_8));
      byte[] part = Arrays.copyOf(whole, DIGEST_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
