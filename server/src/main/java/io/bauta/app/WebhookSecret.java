package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret with which webhooks to the platform are signed, as the specification of Standard
 * Webhooks 1.0.0 says: {@code whsec_} and the key in Base64.
 */
final class WebhookSecret {

  static final int KEY_BYTES_MIN = 24;
  static final int KEY_BYTES_MAX = 64;

  private static final int KEY_BYTES_MADE = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SIGNATURE = "webhook-signature";
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

  /** A new one, as it is written. */
  static String generate() {
    byte[] key = new byte[KEY_BYTES_MADE];
    RANDOM.nextBytes(key);
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * The headers that prove {@code body} to be ours, to whoever has one of these secrets.
   *
   * @param id the same for a repetition; without a full stop
   * @param at when it is sent
   */
  static Map<String, String> headers(
      List<WebhookSecret> secrets, String id, Instant at, byte[] body) {
    Map<String, String> headers = new HashMap<>(secrets.getFirst().headers(id, at, body));
    headers.put(
        SIGNATURE,
        secrets.stream()
            .map(secret -> secret.headers(id, at, body).get(SIGNATURE))
            .collect(Collectors.joining(" ")));
    return headers;
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
        "webhook-id",
        id,
        "webhook-timestamp",
        timestamp,
        SIGNATURE,
        VERSION + signature(id + "." + timestamp + ".", body));
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
