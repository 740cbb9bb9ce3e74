package io.bauta.app.play;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightSettings;
import io.bauta.simulator.eight.EightVariant;
import io.bauta.simulator.eight.WebhookType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** 8x8 sends a fixed header, and names its sub-account. */
final class EightOptions implements CarrierOptions {

  /** Calls need none; it is there for the REST API, which nobody asks during a call. */
  private static final String UNUSED_KEY = "not-needed-for-calls";

  private static final Pattern SUB_ACCOUNT = Pattern.compile("[A-Za-z0-9\\-._&]{3,50}");

  @Option(
      names = "--sub-account-id",
      paramLabel = "ID",
      description = "The sub-account that the webhooks name; required.")
  private @Nullable String subAccountId;

  @Option(
      names = "--auth-header",
      paramLabel = "V",
      description = "The whole value of the Authorization header (default: none is sent).")
  private @Nullable String authHeader;

  @Override
  public String id() {
    return "8x8";
  }

  @Override
  public String countryCode() {
    return "65";
  }

  @Override
  public SimulatedCarrier carrier(Target target) {
    EightSettings.Builder settings =
        EightSettings.of(subAccount(), UNUSED_KEY)
            .webhook(WebhookType.VCA, target.url())
            .webhook(WebhookType.VCS, target.beside("status"))
            .webhook(WebhookType.VSS, target.beside("summary"))
            .with(EightVariant.SAY_AND_CAPTURE);
    target.listensAt().ifPresent(settings::listensAt);
    Optional.ofNullable(authHeader).ifPresent(settings::httpAuthHeader);
    return new EightCarrier(settings.build());
  }

  private String subAccount() {
    return Optional.ofNullable(subAccountId)
        .filter(id -> SUB_ACCOUNT.matcher(id).matches())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--sub-account-id: required with 8x8, 3 to 50 of A-Z a-z 0-9 - . _ &, as the"
                        + " server's account has it"));
  }

  @Override
  public Optional<String> toldOtherwise(CallStatus status) {
    return status == CallStatus.REJECTED
        ? Optional.of("a telephone that declines as one that is busy")
        : Optional.empty();
  }

  @Override
  public String hint(Target target) {
    return "The server needs --sub-account-id as sub-account-id and --auth-header as auth-header,"
        + " or a path secret.";
  }
}
