package io.bauta.app.play;

import io.bauta.carrier.CarrierAccount;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Vobiz: every webhook is signed with the account's token. */
final class VobizStaging implements Staging {

  private static final String AUTH_ID = "MA_DEMO";

  /** The configuration of a server at {@code server} with this account. */
  static String yaml(URI server) {
    return """
    server: { host: 127.0.0.1, public-url: "%s" }
    carriers:
      vobiz:
        carrier: vobiz
        home-region: IN
        auth-id: %s
        auth-token: %s
        signature: require
        webhooks-per-second: 10000
    """
        .formatted(server, AUTH_ID, SECRET);
  }

  @Override
  public String carrier() {
    return "vobiz";
  }

  @Override
  public Stage stage(URI server, Instant now) {
    CarrierAccount account =
        Staging.account(
            carrier(), "IN", server, Map.of("auth-id", AUTH_ID, "auth-token", Staging.SECRET));
    VobizCarrier vobiz =
        new VobizCarrier(
            VobizSettings.answering(Staging.url(account, "answer"))
                .hangupUrl(Staging.url(account, "hangup"))
                .authId(AUTH_ID)
                .authToken(Staging.SECRET)
                .build());
    return Stage.of(account, vobiz, Cast.OF_INDIA, now);
  }
}
