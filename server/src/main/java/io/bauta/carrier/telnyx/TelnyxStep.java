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
  /**
   * The destination is rung, or the caller is asked for digits, or hears why not. Taken once when
   * the caller is answered, and once more each time that they have entered digits.
   */
  GO_ON,
  /** Telnyx is asked whether the two were connected. */
  ASK,
  /** The caller hears that nobody could be reached. */
  EXPLAIN,
  /** The destination's leg is ended, because the caller is gone. */
  STOP,
  /** The caller's leg is ended. */
  END;

  private static final int DIGEST_BYTES = 16;

  /** The id of this step of the call whose caller's leg has {@code handle}. */
  String idFor(String handle) {
    return digest(handle) + "-" + name().toLowerCase(Locale.ROOT);
  }

  /** The id of this step after the caller was asked for digits so many times. */
  String idFor(String handle, int asked) {
    return asked == 0 ? idFor(handle) : idFor(handle) + "-" + asked;
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
