package io.bauta.app.play;

import io.bauta.carrier.CarrierAccount;
import io.bauta.simulator.alohaa.AlohaaCarrier;
import io.bauta.simulator.alohaa.AlohaaSettings;
import java.net.URI;
import java.time.Instant;

/** Alohaa: nothing but a secret in the path says who asks. */
final class AlohaaStaging implements Staging {

  private static final String SHARED_NUMBER = "+919000000003";

  @Override
  public String carrier() {
    return "alohaa";
  }

  @Override
  public Stage stage(URI server, Instant now) {
    CarrierAccount account = Staging.behindSecretPath(carrier(), "IN", server);
    AlohaaCarrier alohaa =
        new AlohaaCarrier(
            AlohaaSettings.asking(Staging.url(account, "receiver"))
                .detailsUrl(Staging.url(account, "completed"))
                .build());
    return Stage.of(account, alohaa, Cast.OF_INDIA.sharing(SHARED_NUMBER), now)
        .recordingBusyAs("no_answer");
  }
}
