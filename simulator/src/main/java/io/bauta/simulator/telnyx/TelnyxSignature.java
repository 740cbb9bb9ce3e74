package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/**
 * Telnyx's signature: Ed25519 over the timestamp, a bar and the raw body.
 *
 * <p>URL, method and query are not covered. From
 * developers.telnyx.com/development/api-fundamentals/webhooks/receiving-webhooks.
 */
public final class TelnyxSignature {

  private static final String ALGORITHM = "Ed25519";
  private static final byte BAR = '|';

  private TelnyxSignature() {}

  /**
   * The value of {@code telnyx-signature-ed25519}.
   *
   * @param timestamp the value of {@code telnyx-timestamp}, in Unix seconds
   */
  public static String of(TelnyxKeys keys, String timestamp, String body) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys.privateKey());
      signature.update(timestamp.getBytes(US_ASCII));
      signature.update(BAR);
      signature.update(body.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has " + ALGORITHM, e);
    }
  }
}
