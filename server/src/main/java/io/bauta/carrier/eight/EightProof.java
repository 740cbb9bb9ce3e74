package io.bauta.carrier.eight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Webhook;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges the one proof that 8x8 offers: a header of fixed value, given as httpAuthHeader when the
 * webhook was made. It covers nothing of the request.
 *
 * <p>Source: developer.8x8.com/connect/reference/create-a-new-webhook. In which header the value
 * comes, and whether 8x8 puts a scheme before it, is not documented. We take Authorization, as
 * published integrations do, and its whole value.
 */
final class EightProof {

  /** Enough to tell two values apart, and far too little to find one by. */
  private static final int SHOWN_HASH_BYTES = 4;

  private static final Pattern AFTER_A_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9-]* +.+");

  private EightProof() {}

  static Authenticity judge(Webhook webhook, CarrierAccount account) {
    Optional<String> expected = account.setting(EightProfile.AUTH_HEADER);
    Optional<String> sent = webhook.header("authorization").filter(value -> !value.isBlank());
    if (expected.isEmpty() || sent.isEmpty()) {
      return new Unsigned();
    }
    return MessageDigest.isEqual(expected.get().getBytes(UTF_8), sent.get().getBytes(UTF_8))
        ? new Genuine(List.of())
        : new Forged(why(sent.get()));
  }

  /** Lets an operator find out what 8x8 sends without writing it anywhere. */
  private static String why(String sent) {
    return "Authorization is not the configured auth-header: it has %d characters, %s scheme word before it"
            .formatted(
                sent.length(), AFTER_A_SCHEME.matcher(sent).matches() ? "with a" : "without a")
        + ", and its SHA-256 begins with "
        + hashOf(sent);
  }

  private static String hashOf(String value) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, SHOWN_HASH_BYTES));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
