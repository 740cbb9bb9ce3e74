package io.bauta.app;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an account tells its carrier from anybody else. One that could not does not start.
 *
 * @param prefix of the account's keys, with the dot
 */
record AccountProof(Proof proof, String prefix) {

  /** A carrier that does not sign proves its webhooks by a setting, or by the path secret alone. */
  SignatureMode mode(Optional<String> text, Map<String, Secret> settings) {
    if (text.isEmpty() && !proof.signs() && !settings.containsKey(proof.setting())) {
      return SignatureMode.OFF;
    }
    return switch (text.orElse("require").toLowerCase(Locale.ROOT)) {
      case "require" -> SignatureMode.REQUIRE;
      case "prefer" -> prefer();
      // In YAML a bare off is another word for false.
      case "off", "false" -> SignatureMode.OFF;
      default -> throw ConfigException.of(signatureKey(), "require, prefer or off", "require");
    };
  }

  /** Where nothing is signed there is nothing to prefer: everybody would be taken. */
  private SignatureMode prefer() {
    if (!proof.signs()) {
      throw ConfigException.of(
          signatureKey(),
          "require with %s, or off with a path-secret, because this carrier does not sign"
              .formatted(proof.setting()),
          "require");
    }
    return SignatureMode.PREFER;
  }

  private String signatureKey() {
    return prefix + "signature";
  }

  /**
   * Refuses an account that would take webhooks from anybody.
   *
   * @throws ConfigException which says what is missing
   */
  void require(CarrierAccount account) {
    if (account.signature() != SignatureMode.REQUIRE && account.pathSecret().isEmpty()) {
      throw ConfigException.of(
          prefix + "path-secret",
          "a secret, because unsigned webhooks are taken and nothing else tells the carrier from"
              + " anybody",
          "${PATH_SECRET}");
    }
    if (account.signature() != SignatureMode.OFF && account.setting(proof.setting()).isEmpty()) {
      throw ConfigException.of(
          prefix + proof.setting(), "the setting with which webhooks are proved", "${SECRET}");
    }
  }
}
