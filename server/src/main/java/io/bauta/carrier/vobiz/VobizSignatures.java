package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Nonce;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Webhook;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Judges signatures of version 2 and 3: HMAC-SHA256 over the URL without its query, and a nonce.
 *
 * <p>Version 1 has no documented message and proves nothing here. What is signed with the parent
 * account's token comes in headers of its own (MA), with the nonce of its version. One signature
 * that holds is enough, under any token of the account: of its own, its parent's, or the one before
 * a change.
 *
 * <p>Source: www.vobiz.ai/docs/concepts/validating-callbacks; that the MA headers share the nonce,
 * and that each version has its own, was seen in real traffic.
 */
final class VobizSignatures {

  private static final Version V3 =
      new Version(
          "x-vobiz-signature-v3", "x-vobiz-signature-ma-v3", "x-vobiz-signature-v3-nonce", ".");
  private static final Version V2 =
      new Version(
          "x-vobiz-signature-v2", "x-vobiz-signature-ma-v2", "x-vobiz-signature-v2-nonce", "");

  private VobizSignatures() {}

  /** A version's headers, and what stands between URL and nonce in the message. */
  private record Version(String header, String parentHeader, String nonceHeader, String separator) {

    boolean isIn(Webhook webhook) {
      return webhook.headers().containsKey(header) || webhook.headers().containsKey(parentHeader);
    }
  }

  static Authenticity judge(Webhook webhook, CarrierAccount account) {
    if (!V3.isIn(webhook) && !V2.isIn(webhook)) {
      return new Unsigned();
    }
    List<String> tokens = tokens(account);
    if (tokens.isEmpty()) {
      return new Forged("it is signed, but no auth-token is configured to check it with");
    }
    // Both are looked at even when the first holds: each has its own nonce to remember.
    boolean v3 = holds(V3, webhook, tokens);
    boolean v2 = holds(V2, webhook, tokens);
    return v3 || v2
        ? new Genuine(nonces(v3, v2, webhook))
        : new Forged(why(V3.isIn(webhook) ? V3 : V2, webhook));
  }

  private static List<Nonce> nonces(boolean v3, boolean v2, Webhook webhook) {
    String use = VobizUse.of(webhook);
    List<Nonce> nonces = new ArrayList<>(2);
    if (v3) {
      nonces.add(new Nonce(webhook.header(V3.nonceHeader()).orElseThrow(), use));
    }
    if (v2) {
      nonces.add(new Nonce(webhook.header(V2.nonceHeader()).orElseThrow(), use));
    }
    return nonces;
  }

  private static List<String> tokens(CarrierAccount account) {
    List<String> tokens = new ArrayList<>(3);
    account.setting(VobizProfile.AUTH_TOKEN).ifPresent(tokens::add);
    account.setting(VobizProfile.PARENT_AUTH_TOKEN).ifPresent(tokens::add);
    account.setting(VobizProfile.PREVIOUS_AUTH_TOKEN).ifPresent(tokens::add);
    return tokens;
  }

  private static boolean holds(Version version, Webhook webhook, List<String> tokens) {
    Optional<String> nonce = webhook.header(version.nonceHeader());
    if (!version.isIn(webhook) || nonce.isEmpty() || !isNonce(nonce.get())) {
      return false;
    }
    String message = webhook.url() + version.separator() + nonce.get();
    for (String token : tokens) {
      byte[] expected = Base64.getEncoder().encode(HmacSha256.of(token, message));
      if (isEqual(expected, webhook.header(version.header()))
          || isEqual(expected, webhook.header(version.parentHeader()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Vobiz sends twenty digits. A dot above all may not be in it: what version 3 signed for the
   * nonce 123 is what version 2 would sign for the nonce .123, which nobody has seen used before.
   */
  private static boolean isNonce(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= Nonce.VALUE_LENGTH_MAX;
  }

  private static boolean isEqual(byte[] expected, Optional<String> signature) {
    return signature.isPresent()
        && MessageDigest.isEqual(expected, signature.get().getBytes(UTF_8));
  }

  private static String why(Version version, Webhook webhook) {
    Optional<String> nonce = webhook.header(version.nonceHeader());
    if (nonce.isEmpty()) {
      return version.header() + " came without " + version.nonceHeader();
    }
    if (!isNonce(nonce.get())) {
      return "%s is no nonce: expected 1 to %d letters, digits and hyphens"
          .formatted(version.nonceHeader(), Nonce.VALUE_LENGTH_MAX);
    }
    return "no signature holds for this URL under a token of this account: is auth-token right, and"
        + " public-url what Vobiz calls?";
  }
}
