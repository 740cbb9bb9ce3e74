package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret with which webhooks to the platform are signed, as the specification of Standard
 * Webhooks 1.0.0 says: {@code whsec_} and the key in Base64.
 */
final class WebhookSecret {

  static final int KEY_BYTES_MIN = 24;
  static final int KEY_BYTES_MAX = 64;

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1,";

  private final byte[] key;

  private WebhookSecret(byte[] key) {
    this.key = key;
  }

  /** The secret that {@code text} says; empty when it is none. */
  static Optional<WebhookSecret> of(Secret text) {
    String said = text.reveal();
    if (!said.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(said.substring(PREFIX.length()));
      return key.length < KEY_BYTES_MIN || key.length > KEY_BYTES_MAX
          ? Optional.empty()
          : Optional.of(new WebhookSecret(key));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /**
   * The headers that prove {@code body} to be ours.
   *
   * @param id the same for a repetition; without a full stop
   * @param at when it is sent
   */
  Map<String, String> headers(String id, Instant at, byte[] body) {
    String timestamp = Long.toString(at.getEpochSecond());
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", timestamp,
        "webhook-signature", VERSION + signature(id + "." + timestamp + ".", body));
  }

  private String signature(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head.getBytes(UTF_8));
      return new String(Base64.getEncoder().encode(mac.doFinal(body)), US_ASCII);
    } catch (GeneralSecurityException theJdkHasIt) {
      throw new IllegalStateException(theJdkHasIt);
    }
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
