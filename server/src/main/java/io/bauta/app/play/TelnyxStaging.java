package io.bauta.app.play;

import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxKeys;
import io.bauta.simulator.telnyx.TelnyxSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Telnyx: events are signed with its private key, and the server commands it through its API. */
final class TelnyxStaging implements Staging {

  private static final String CONNECTION_ID = "1684641123236054244";
  private static final Cast CAST = Cast.OF_AMERICA;

  @Override
  public String carrier() {
    return "telnyx";
  }

  /** The carrier comes first: the account has to say where its API listens. */
  @Override
  public Stage stage(URI server, Instant now) {
    TelnyxKeys keys = TelnyxKeys.fictitious();
    TelnyxSettings settings =
        TelnyxSettings.telling(server.resolve("/carriers/telnyx/voice"))
            .apiKey(Staging.SECRET)
            .keys(keys)
            .connectionId(CONNECTION_ID)
            .build();
    TelnyxCarrier telnyx =
        new TelnyxCarrier(settings).owns(CAST.proxyNumbers().toArray(String[]::new));
    Map<String, String> known =
        Map.of(
            "api-key",
            Staging.SECRET,
            "api-base",
            telnyx.apiBase().toString(),
            "public-keys",
            keys.publicKey(),
            "connection-id",
            CONNECTION_ID);
    return Stage.of(Staging.account(carrier(), "US", server, known), telnyx, CAST, now);
  }
}
