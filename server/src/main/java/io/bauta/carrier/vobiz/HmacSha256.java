package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104) of texts in UTF-8. */
final class HmacSha256 {

  private static final String NAME = "HmacSHA256";

  /**
   * One for each secret of the configuration, never used itself: a copy is ready at once, where a
   * new one would ask all providers for the name and then work the key in.
   */
  private static final Map<String, Mac> READY = new ConcurrentHashMap<>();

  private HmacSha256() {}

  /**
   * The code of {@code message} under {@code key}.
   *
   * @param key one that is configured, not empty
   */
  static byte[] of(String key, String message) {
    try {
      Mac mac = (Mac) ready(key).clone();
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (CloneNotSupportedException theJdkOnesCan) {
      throw new IllegalStateException(theJdkOnesCan);
    }
  }

  private static Mac ready(String key) {
    Mac ready = READY.get(key);
    return ready == null ? READY.computeIfAbsent(key, HmacSha256::made) : ready;
  }

  private static Mac made(String key) {
    try {
      Mac mac = Mac.getInstance(NAME);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), NAME));
      return mac;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
