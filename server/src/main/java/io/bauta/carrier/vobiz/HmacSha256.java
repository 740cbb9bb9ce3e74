package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104) of texts in UTF-8. */
final class HmacSha256 {

  private static final String NAME = "HmacSHA256";

  /** Never used itself: a copy costs less than asking all providers for the name each time. */
  private static final Mac PROTOTYPE = prototype();

  private HmacSha256() {}

  private static Mac prototype() {
    try {
      return Mac.getInstance(NAME);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * The code of {@code message} under {@code key}.
   *
   * @param key not empty
   */
  static byte[] of(String key, String message) {
    try {
      Mac mac = (Mac) PROTOTYPE.clone();
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), NAME));
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (InvalidKeyException | CloneNotSupportedException theJdkOnesNever) {
      throw new IllegalStateException(theJdkOnesNever);
    }
  }
}
