package io.bauta.app.play;

import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Vobiz signs with the account's token. */
final class VobizOptions implements CarrierOptions {

  @Option(
      names = "--auth-token",
      paramLabel = "T",
      description = "Signs the webhooks (default: $$VOBIZ_AUTH_TOKEN; without either unsigned).")
  private @Nullable String authToken;

  @Option(
      names = "--auth-id",
      paramLabel = "ID",
      description = "The carrier's id of the account (default: $$VOBIZ_AUTH_ID).")
  private @Nullable String authId;

  @Override
  public String id() {
    return "vobiz";
  }

  @Override
  public String countryCode() {
    return "91";
  }

  @Override
  public SimulatedCarrier carrier(Target target) {
    VobizSettings.Builder settings =
        VobizSettings.answering(target.url()).countryCode(target.countryCode());
    target.listensAt().ifPresent(settings::listensAt);
    CarrierOptions.given(authToken, "VOBIZ_AUTH_TOKEN").ifPresent(settings::authToken);
    CarrierOptions.given(authId, "VOBIZ_AUTH_ID").ifPresent(settings::authId);
    return new VobizCarrier(settings.build());
  }

  @Override
  public String hint(Target target) {
    return "The server needs --auth-token as auth-token, --auth-id as auth-id where it has one, and"
        + " a public-url with which --url begins.";
  }
}
