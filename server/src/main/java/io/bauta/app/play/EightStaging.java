package io.bauta.app.play;

import io.bauta.carrier.CarrierAccount;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightSettings;
import io.bauta.simulator.eight.WebhookType;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** 8x8: every webhook carries the header that the account was given. */
final class EightStaging implements Staging {

  private static final String SUB_ACCOUNT = "bauta_demo";
  private static final String HEADER = "Bearer " + Staging.SECRET;
  private static final Cast CAST = Cast.OF_SINGAPORE;

  @Override
  public String carrier() {
    return "8x8";
  }

  @Override
  public Stage stage(URI server, Instant now) {
    CarrierAccount account =
        Staging.account(
            carrier(), "SG", server, Map.of("sub-account-id", SUB_ACCOUNT, "auth-header", HEADER));
    EightSettings settings =
        EightSettings.of(SUB_ACCOUNT, Staging.SECRET)
            .webhook(WebhookType.VCA, Staging.url(account, "handle"))
            .webhook(WebhookType.VCS, Staging.url(account, "status"))
            .webhook(WebhookType.VSS, Staging.url(account, "summary"))
            .httpAuthHeader(HEADER)
            .numbers(CAST.proxyNumbers().toArray(String[]::new))
            .build();
    return Stage.of(account, new EightCarrier(settings), CAST, now);
  }
}
