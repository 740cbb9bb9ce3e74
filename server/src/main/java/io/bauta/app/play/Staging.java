package io.bauta.app.play;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stages one carrier for the demo. It proves its webhooks as the real one does. */
interface Staging {

  /** Whoever reads this may know it: the server of a demo is on the loopback address. */
  String SECRET = "a-secret-of-the-demo-and-of-nothing-else";

  List<Staging> ALL =
      List.of(new VobizStaging(), new EightStaging(), new TelnyxStaging(), new AlohaaStaging());

  /** The carrier, as a configuration names it. */
  String carrier();

  /**
   * The carrier, ready to call.
   *
   * @param server where the server will listen
   * @param now when the play begins
   */
  Stage stage(URI server, Instant now);

  /** An account on our side, whose carrier reaches the server where it listens. */
  static CarrierAccount account(
      String carrier, String homeRegion, URI server, Map<String, String> settings) {
    return account(carrier, homeRegion, server, settings, Optional.empty());
  }

  /** An account that is proved by a secret in its path, and by nothing else. */
  static CarrierAccount behindSecretPath(String carrier, String homeRegion, URI server) {
    return account(carrier, homeRegion, server, Map.of(), Optional.of(new Secret(SECRET)));
  }

  private static CarrierAccount account(
      String carrier,
      String homeRegion,
      URI server,
      Map<String, String> settings,
      Optional<Secret> pathSecret) {
    return new CarrierAccount(
        carrier,
        carrier,
        HomeRegion.of(homeRegion),
        Optional.of(server.toString()),
        pathSecret,
        pathSecret.isPresent() ? SignatureMode.OFF : SignatureMode.REQUIRE,
        settings.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, setting -> new Secret(setting.getValue()))));
  }

  /** Where the account's webhooks of this kind go. */
  static URI url(CarrierAccount account, String endpoint) {
    return URI.create(account.callbackUrl(endpoint).orElseThrow());
  }
}
