package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Forged.Flaw;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the signature over the time, a bar and the body's bytes, by Ed25519 (RFC 8032).
 *
 * <p>All of the body is covered, so whoever sends a webhook again sends the very same event: its
 * facts have the same keys and its commands the same ids, and no nonce needs to be remembered.
 * Telnyx does not repeat what was refused with 401.
 *
 * <p>Source: developers.telnyx.com/development/api-fundamentals/webhooks/receiving-webhooks.
 */
final class TelnyxSignatures {

  /** How far the clocks may be apart, either way. */
  static final Duration SKEW_MAX = Duration.ofMinutes(5);

  private static final String SIGNATURE = "telnyx-signature-ed25519";
  private static final String TIMESTAMP = "telnyx-timestamp";
  private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");

  private TelnyxSignatures() {}

  static Authenticity judge(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    Optional<String> signature = webhook.header(SIGNATURE);
    if (signature.isEmpty()) {
      return new Unsigned(Authenticity.UNAUTHORIZED);
    }
    String timestamp = webhook.header(TIMESTAMP).orElse("");
    if (!UNIX_SECONDS.matcher(timestamp).matches()) {
      return forged(TIMESTAMP + " is missing or no time: expected unix seconds");
    }
    long skew = Math.abs(Long.parseLong(timestamp) - receivedAt.getEpochSecond());
    if (skew > SKEW_MAX.toSeconds()) {
      return new Forged(
          Flaw.TOO_OLD,
          TIMESTAMP + " is more than five minutes away from this server's clock: is that right?",
          Authenticity.UNAUTHORIZED);
    }
    List<Ed25519Key> keys = keys(account);
    if (keys.isEmpty()) {
      return forged(
          "it is signed, and public-keys holds no key to check it with: expected base64 of 32"
              + " bytes each, with commas between them");
    }
    return holds(signature.get(), timestamp, webhook.body(), keys)
        ? new Genuine(List.of())
        : forged("the signature does not hold under public-keys: are they this account's?");
  }

  private static Forged forged(String why) {
    return new Forged(why, Authenticity.UNAUTHORIZED);
  }

  /** Of a list the keys that are some: while one is being changed, the other still counts. */
  private static List<Ed25519Key> keys(CarrierAccount account) {
    List<Ed25519Key> keys = new ArrayList<>(2);
    for (String text : account.setting(TelnyxProfile.PUBLIC_KEYS).orElse("").split(",", -1)) {
      Ed25519Key.of(bytes(text.strip())).ifPresent(keys::add);
    }
    return keys;
  }

  /** Whether {@code list} is one of keys, and of nothing else. */
  static boolean areKeys(String list) {
    return Arrays.stream(list.split(",", -1))
        .allMatch(text -> Ed25519Key.of(bytes(text.strip())).isPresent());
  }

  private static boolean holds(
      String signature, String timestamp, byte[] body, List<Ed25519Key> keys) {
    byte[] signatureBytes = bytes(signature);
    byte[] message = message(timestamp, body);
    return keys.stream().anyMatch(key -> key.signed(message, signatureBytes));
  }

  private static byte[] message(String timestamp, byte[] body) {
    byte[] prefix = (timestamp + "|").getBytes(US_ASCII);
    byte[] message = new byte[prefix.length + body.length];
    System.arraycopy(prefix, 0, message, 0, prefix.length);
    System.arraycopy(body, 0, message, prefix.length, body.length);
    return message;
  }

  /** None where the text is not base64: then they are neither a key nor a signature. */
  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
