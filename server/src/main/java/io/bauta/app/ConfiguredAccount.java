package io.bauta.app;

import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.CarrierRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An account of the configuration, and its carrier. */
record ConfiguredAccount(CarrierAccount account, Carrier carrier) {

  /** The account that is called {@code name}; empty when there is none. */
  static Optional<ConfiguredAccount> find(String name, Config config, Surroundings surroundings) {
    return config.accounts().stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .map(
            account ->
                new ConfiguredAccount(
                    account, surroundings.carriers().apply(account.carrier()).orElseThrow()));
  }

  /** What to say when there is none: which there are. */
  static String unknown(String name, Config config) {
    List<CarrierAccount> known = config.accounts();
    return known.isEmpty()
        ? "no carrier account is configured: give the server's configuration with --config FILE"
        : "no carrier account is called '%s'; there is: %s"
            .formatted(
                name, known.stream().map(CarrierAccount::name).collect(Collectors.joining(", ")));
  }

  String name() {
    return account.name();
  }

  CarrierProfile profile() {
    return carrier.profile();
  }

  /** A key of this account in the configuration. */
  String key(String setting) {
    return "carriers." + name() + "." + setting;
  }

  /**
   * What to add to {@code why} the carrier's API cannot be asked: the credentials that are not
   * configured. Empty when all are, or when it names one already.
   */
  Optional<String> missingCredentials(String why) {
    return named(
        profile().settings().stream()
            .filter(setting -> setting.secret() && account.setting(setting.key()).isEmpty())
            .filter(setting -> !profile().proof().former().contains(setting.key())),
        why,
        "not configured");
  }

  /**
   * What to add to {@code why} a request was turned away: the settings whose values it carried in
   * its headers. Empty when it carried none, or when one is named already.
   */
  Optional<String> credentialsOf(CarrierRequest request, String why) {
    String headers = String.join("\n", request.headers().values());
    return named(
        profile().settings().stream()
            .filter(
                setting -> account.setting(setting.key()).filter(headers::contains).isPresent()),
        why,
        "check");
  }

  private Optional<String> named(Stream<Setting> settings, String why, String label) {
    List<String> keys = settings.map(Setting::key).toList();
    return keys.isEmpty() || keys.stream().anyMatch(why::contains)
        ? Optional.empty()
        : Optional.of(
            label + ": " + keys.stream().map(this::key).collect(Collectors.joining(", ")));
  }
}
