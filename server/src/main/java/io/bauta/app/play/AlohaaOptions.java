package io.bauta.app.play;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.alohaa.AlohaaCarrier;
import io.bauta.simulator.alohaa.AlohaaSettings;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Alohaa is known by the secret in its path, or by a header. */
final class AlohaaOptions implements CarrierOptions {

  @Option(
      names = "--header-value",
      paramLabel = "V",
      description = "A secret that every webhook carries in a header (default: none is sent).")
  private @Nullable String headerValue;

  @Option(
      names = "--header-name",
      paramLabel = "NAME",
      description = "The header that it comes in (default: x-bauta-key).")
  private String headerName = "x-bauta-key";

  @Option(
      names = "--organisation-id",
      paramLabel = "ID",
      description = "The organisation that the webhooks name.")
  private @Nullable String organisationId;

  @Override
  public String id() {
    return "alohaa";
  }

  @Override
  public String countryCode() {
    return "91";
  }

  @Override
  public SimulatedCarrier carrier(Target target) {
    AlohaaSettings.Builder settings =
        AlohaaSettings.asking(target.url()).detailsUrl(target.beside("completed"));
    target.listensAt().ifPresent(settings::listensAt);
    Optional.ofNullable(headerValue).ifPresent(value -> settings.header(headerName, value));
    Optional.ofNullable(organisationId).ifPresent(settings::organisationId);
    return new AlohaaCarrier(settings.build());
  }

  /** The end of a call cannot come before its question. */
  @Override
  public Optional<UnaryOperator<Faults>> reordering() {
    return Optional.empty();
  }

  @Override
  public Optional<String> toldOtherwise(CallStatus status) {
    return switch (status) {
      case BUSY, REJECTED, CANCELLED -> Optional.of("only that it was not answered");
      case ROUTING, CONNECTED, COMPLETED, NO_ANSWER, FAILED, REFUSED -> Optional.empty();
    };
  }

  @Override
  public String hint(Target target) {
    return "The server needs --path-secret as path-secret, or --header-value as header-value.";
  }
}
