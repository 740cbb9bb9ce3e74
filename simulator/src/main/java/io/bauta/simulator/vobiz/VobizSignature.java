package io.bauta.simulator.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Vobiz's two signature schemes: HMAC-SHA256 over the URL without its query, and a nonce.
 *
 * <p>Neither body, query, method nor time is covered, which is why a captured signature fits any
 * body (see {@link VobizCarrier#replays}).
 */
public final class VobizSignature {

  private static final String ALGORITHM = "HmacSHA256";

  private VobizSignature() {}

  /** The scheme of {@code X-Vobiz-Signature-V2} and {@code -MA-V2}. */
  public static String v2(String token, URI url, String nonce) {
    return hmac(token, signedUrl(url) + nonce);
  }

  /** The scheme of {@code X-Vobiz-Signature-V3} and {@code -MA-V3}. */
  public static String v3(String token, URI url, String nonce) {
    return hmac(token, signedUrl(url) + "." + nonce);
  }

  private static String signedUrl(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  private static String hmac(String token, String message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
