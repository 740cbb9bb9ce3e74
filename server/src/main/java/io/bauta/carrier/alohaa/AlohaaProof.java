package io.bauta.carrier.alohaa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Webhook;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges the one proof that Alohaa may offer: a header with a value that we gave it. It signs
 * nothing.
 *
 * <p>Source: docs.alohaa.ai/alohaa-docs/api/click-to-call-api, where a webhook may be given such a
 * pair ({@code api_key}, {@code api_value}). That the dashboard takes one too is a guess.
 */
final class AlohaaProof {

  static final String HEADER_NAME_DEFAULT = "x-bauta-key";

  private AlohaaProof() {}

  /** A header holds no nonce, so what is genuine can be replayed by whoever saw it. */
  static Authenticity judge(Webhook webhook, CarrierAccount account) {
    Optional<String> sent = webhook.header(headerName(account));
    if (account.setting(AlohaaProfile.HEADER_VALUE).isEmpty() || sent.isEmpty()) {
      return new Unsigned();
    }
    boolean current = isValue(AlohaaProfile.HEADER_VALUE, sent.get(), account);
    boolean previous = isValue(AlohaaProfile.PREVIOUS_HEADER_VALUE, sent.get(), account);
    return current || previous
        ? new Genuine(List.of())
        : new Forged(
            "the header %s does not hold header-value: is it what the dashboard was given?"
                .formatted(headerName(account)));
  }

  static String headerName(CarrierAccount account) {
    return account
        .setting(AlohaaProfile.HEADER_NAME)
        .orElse(HEADER_NAME_DEFAULT)
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** In a time that does not tell how much of it was right. */
  private static boolean isValue(String setting, String sent, CarrierAccount account) {
    byte[] given = sent.getBytes(UTF_8);
    return account
        .setting(setting)
        .filter(value -> MessageDigest.isEqual(value.getBytes(UTF_8), given))
        .isPresent();
  }
}
