package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104) of texts in UTF-8. */
final class HmacSha256 {

  private static final String NAME = "HmacSHA256";

  private HmacSha256() {}

  /**
   * The code of {@code message} under {@code key}.
   *
   * @param key not empty
   */
  static byte[] of(String key, String message) {
    try {
      Mac mac = Mac.getInstance(NAME);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), NAME));
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
