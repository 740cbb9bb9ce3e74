package io.bauta.simulator.vobiz;

import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Makes the signature headers of a webhook, genuine or forged.
 *
 * @param token the account's token; without one nothing is signed
 * @param parentToken the parent account's token; without one the account is its own parent
 */
record VobizSigner(Optional<String> token, Optional<String> parentToken, RandomGenerator random) {

  static final String V2 = "X-Vobiz-Signature-V2";
  static final String V2_NONCE = "X-Vobiz-Signature-V2-Nonce";
  static final String V3 = "X-Vobiz-Signature-V3";
  static final String V3_NONCE = "X-Vobiz-Signature-V3-Nonce";
  static final String MA_V2 = "X-Vobiz-Signature-MA-V2";
  static final String MA_V3 = "X-Vobiz-Signature-MA-V3";

  private static final String V1 = "X-Vobiz-Signature";
  private static final int V1_BYTES = 20;
  private static final int NONCE_DIGITS = 20;
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int SIGNIFICANT_BIT = 0b100000;

  /** The headers for a webhook to {@code url}, whose query is not signed. */
  Map<String, String> headers(URI url, VobizForgery forgery) {
    if (token.isEmpty() || forgery == VobizForgery.UNSIGNED) {
      return Map.of();
    }
    Map<String, String> headers = genuine(url, forgery == VobizForgery.WRONG_TOKEN ? "wrong-" : "");
    switch (forgery) {
      case NONE, WRONG_TOKEN, UNSIGNED -> {}
      case LAST_CHARACTER_FLIPPED -> change(headers, VobizSigner::flipLast, V2, V3, MA_V2, MA_V3);
      case NONCE_MISSING -> headers.keySet().removeAll(Set.of(V2_NONCE, V3_NONCE));
      case NONCES_SWAPPED -> swap(headers, V2_NONCE, V3_NONCE);
      case VERSIONS_SWAPPED -> {
        swap(headers, V2, V3);
        swap(headers, MA_V2, MA_V3);
      }
    }
    return headers;
  }

  private Map<String, String> genuine(URI url, String tokenPrefix) {
    String own = tokenPrefix + token.orElseThrow();
    String parent = tokenPrefix + parentToken.or(() -> token).orElseThrow();
    String nonce2 = nonce();
    String nonce3 = nonce();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(V1, undocumented());
    headers.put(V2, VobizSignature.v2(own, url, nonce2));
    headers.put(V2_NONCE, nonce2);
    headers.put(V3, VobizSignature.v3(own, url, nonce3));
    headers.put(V3_NONCE, nonce3);
    headers.put(MA_V2, VobizSignature.v2(parent, url, nonce2));
    headers.put(MA_V3, VobizSignature.v3(parent, url, nonce3));
    return headers;
  }

  /** What version 1 signs is not documented, so nobody can check it: any twenty bytes do. */
  private String undocumented() {
    byte[] bytes = new byte[V1_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String nonce() {
    return random
        .ints(NONCE_DIGITS, '0', '9' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void change(
      Map<String, String> headers, UnaryOperator<String> change, String... names) {
    for (String name : names) {
      headers.computeIfPresent(name, (_, value) -> change.apply(value));
    }
  }

  private static void swap(Map<String, String> headers, String one, String other) {
    String kept = headers.getOrDefault(one, "");
    headers.put(one, headers.getOrDefault(other, ""));
    headers.put(other, kept);
  }

  /**
   * The last character of the Base64 of 32 bytes has two bits that a decoder ignores, so the change
   * is made in a bit that counts.
   */
  private static String flipLast(String signature) {
    int last = signature.length() - 2;
    int flipped = BASE64.indexOf(signature.charAt(last)) ^ SIGNIFICANT_BIT;
    return signature.substring(0, last) + BASE64.charAt(flipped) + "=";
  }

  /** Nothing: tokens stay here. */
  @Override
  public String toString() {
    return "VobizSigner";
  }
}
