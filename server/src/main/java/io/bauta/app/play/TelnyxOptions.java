package io.bauta.app.play;

import io.bauta.app.CommandException;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxKeys;
import io.bauta.simulator.telnyx.TelnyxSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Telnyx signs with its private key, and listens for commands while the call lasts. */
final class TelnyxOptions implements CarrierOptions {

  private static final int API_PORT = 8090;
  private static final List<String> COMMANDS =
      List.of("answer", "reject", "transfer", "speak", "hangup");

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "The key that commands must come with (default: $$TELNYX_API_KEY).")
  private @Nullable String apiKey;

  @Option(
      names = "--api-port",
      paramLabel = "N",
      description =
          "Where commands are taken while the call lasts: the account's api-base must be"
              + " http://127.0.0.1:N/v2 (default: "
              + API_PORT
              + ").")
  private int apiPort = API_PORT;

  @Option(
      names = "--signing-seed",
      paramLabel = "B64",
      description =
          "The private key that signs the webhooks, 32 bytes in base64 (default: a known one, whose"
              + " public key is A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=).")
  private @Nullable String signingSeed;

  @Option(
      names = "--connection-id",
      paramLabel = "ID",
      description = "The application that the webhooks name (default: 1684641123236054244).")
  private @Nullable String connectionId;

  @Option(
      names = "--patience",
      paramLabel = "S",
      description = "How many seconds the call waits for the next command (default: 5).")
  private long patienceSeconds = TelnyxSettings.PATIENCE.toSeconds();

  @Override
  public String id() {
    return "telnyx";
  }

  @Override
  public String countryCode() {
    return "1";
  }

  @Override
  public SimulatedCarrier carrier(Target target) {
    TelnyxSettings.Builder settings =
        TelnyxSettings.telling(target.url())
            .keys(keys())
            .apiPort(apiPort)
            .patience(Duration.ofSeconds(patienceSeconds));
    target.listensAt().ifPresent(settings::listensAt);
    CarrierOptions.given(apiKey, "TELNYX_API_KEY").ifPresent(settings::apiKey);
    Optional.ofNullable(connectionId).ifPresent(settings::connectionId);
    try {
      return new TelnyxCarrier(settings.build());
    } catch (UncheckedIOException notListening) {
      throw new CommandException(
          "--api-port: cannot listen on 127.0.0.1 port %d: is it in use, or below 1024?"
              .formatted(apiPort));
    }
  }

  @Override
  public Optional<UnaryOperator<Faults>> reordering() {
    return Optional.of(faults -> faults.tellingLate("call.bridged"));
  }

  /** What comes of the server's commands goes wrong too, of each once. */
  @Override
  public void suffers(SimulatedCarrier pretended, Set<Mishap> mishaps) {
    CommandFaults faults = CommandFaults.none();
    for (String action : COMMANDS) {
      if (mishaps.contains(Mishap.LOST_REPLIES)) {
        faults = faults.losingReply(action, 1);
      }
      if (mishaps.contains(Mishap.SERVER_ERRORS)) {
        faults = faults.failing(action, 1);
      }
      if (mishaps.contains(Mishap.DELAYS)) {
        faults = faults.stalling(action, Mishap.DELAY, 1);
      }
    }
    ((TelnyxCarrier) pretended).suffers(faults);
  }

  private TelnyxKeys keys() {
    if (signingSeed == null) {
      return TelnyxKeys.fictitious();
    }
    try {
      return TelnyxKeys.ofSeed(Base64.getDecoder().decode(signingSeed.strip()));
    } catch (IllegalArgumentException notASeed) {
      throw new IllegalArgumentException("--signing-seed: expected 32 bytes in base64", notASeed);
    }
  }

  @Override
  public String hint(Target target) {
    return ("The server needs http://127.0.0.1:%d/v2 as api-base, --api-key as api-key, %s among its"
            + " public-keys, and --connection-id as connection-id where it has one.")
        .formatted(apiPort, keys().publicKey());
  }
}
