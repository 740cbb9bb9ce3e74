package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104) of texts in UTF-8. */
final class HmacSha256 {

  private static final String NAME = "HmacSHA256";

  /** Asked for by name each time, it would be searched for among all providers each time. */
  private static final Provider PROVIDER = provider();

  private HmacSha256() {}

  private static Provider provider() {
    try {
      return Mac.getInstance(NAME).getProvider();
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
      Mac mac = Mac.getInstance(NAME, PROVIDER);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), NAME));
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
