package io.bauta.app.play;

import io.bauta.app.Main;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.Reply;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code bauta call}: one call as a carrier would bring it, against a running server. */
@Command(
    name = "call",
    description = {
      "Plays one call as the carrier would, against a running server, and draws what happened.",
      "Exits 0 when the server answered every webhook as the carrier expects, whether it connected"
          + " or refused the call."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class CallCommand implements Callable<Integer> {

  private static final Duration RINGS = Duration.ofSeconds(4);
  private static final Duration TALKS = Duration.ofMinutes(1);

  /** What the called person does. */
  enum Outcome {
    ANSWERED,
    BUSY,
    NO_ANSWER,
    REJECTED,
    CANCELLED
  }

  @Option(
      names = "--carrier",
      paramLabel = "C",
      defaultValue = "vobiz",
      description = "Which carrier to play: vobiz (default: ${DEFAULT-VALUE}).")
  private String carrier;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "N",
      description = "Who calls; \"anonymous\" withholds the number.")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "N", description = "The number dialled.")
  private String to;

  @Option(
      names = "--url",
      paramLabel = "U",
      defaultValue = "http://127.0.0.1:8080/answer",
      description =
          "Where the server is asked, such as http://127.0.0.1:8080/carriers/vobiz/answer"
              + " (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--connect-to",
      paramLabel = "U",
      description =
          "Where the server listens, when the scheme, host and port of --url are those that a proxy"
              + " has in public: --url is signed, this is called.")
  private @Nullable URI connectTo;

  @Option(
      names = "--outcome",
      paramLabel = "O",
      converter = OutcomeConverter.class,
      defaultValue = "answered",
      description =
          "What the called person does: answered, busy, no-answer, rejected, cancelled (default:"
              + " ${DEFAULT-VALUE}).")
  private Outcome outcome;

  @Option(
      names = "--auth-token",
      paramLabel = "T",
      description = "Signs the webhooks (default: $VOBIZ_AUTH_TOKEN; without either unsigned).")
  private @Nullable String authToken;

  @Option(
      names = "--auth-id",
      paramLabel = "ID",
      description = "The carrier's id of the account (default: $VOBIZ_AUTH_ID).")
  private @Nullable String authId;

  @Option(
      names = "--country-code",
      paramLabel = "CC",
      defaultValue = PhoneNetwork.COUNTRY_CODE,
      description = "Of numbers written without one (default: ${DEFAULT-VALUE}).")
  private String countryCode;

  @Option(names = "--ascii", description = "Draws with plain ASCII characters.")
  private boolean ascii;

  @Spec private CommandSpec spec;

  /** Reads the outcome's words with a hyphen. */
  static final class OutcomeConverter implements ITypeConverter<Outcome> {
    @Override
    public Outcome convert(String text) {
      for (Outcome outcome : Outcome.values()) {
        if (outcome.name().equalsIgnoreCase(text.replace('-', '_'))) {
          return outcome;
        }
      }
      throw new TypeConversionException(
          "expected answered, busy, no-answer, rejected or cancelled");
    }
  }

  @Override
  public Integer call() {
    if (!carrier.equals("vobiz")) {
      throw new ParameterException(spec.commandLine(), "--carrier: expected vobiz");
    }
    PhoneNetwork network = new PhoneNetwork(countryCode, Clock.systemUTC().instant());
    network.routesEverythingThrough(vobiz());
    SimulatedCall call = played(network);
    PrintWriter out = spec.commandLine().getOut();
    out.println(Diagrams.of(call, ascii, spec));
    call.exchanges().stream().flatMap(CallCommand::refusal).distinct().forEach(out::println);
    out.flush();
    return call.complaints().isEmpty() && call.status() != CallStatus.FAILED ? 0 : Main.FAILED;
  }

  /** What a server that turned a webhook away says about it: the way to mend a configuration. */
  private static Stream<String> refusal(Exchange exchange) {
    return exchange.reply() instanceof Reply.Answered answered && !answered.isOk()
        ? Stream.of(
            "  %s was answered %d: %s"
                .formatted(
                    exchange.event(),
                    answered.status(),
                    new String(answered.body(), StandardCharsets.UTF_8).strip()))
        : Stream.empty();
  }

  private SimulatedCarrier vobiz() {
    VobizSettings.Builder settings = VobizSettings.answering(url).countryCode(countryCode);
    Optional.ofNullable(connectTo).ifPresent(settings::listensAt);
    Optional.ofNullable(authToken)
        .or(() -> Optional.ofNullable(System.getenv("VOBIZ_AUTH_TOKEN")))
        .ifPresent(settings::authToken);
    Optional.ofNullable(authId)
        .or(() -> Optional.ofNullable(System.getenv("VOBIZ_AUTH_ID")))
        .ifPresent(settings::authId);
    return new VobizCarrier(settings.build());
  }

  private SimulatedCall played(PhoneNetwork network) {
    Phone caller = network.phone(from.equals("anonymous") ? "+910000000000" : from);
    if (from.equals("anonymous")) {
      caller.withholdsItsNumber();
    }
    caller.named("Caller");
    network.newPhones(phone -> behave(phone, caller));
    SimulatedCall call = caller.dials(to);
    return call.status() == CallStatus.CONNECTED ? call.talksFor(TALKS) : call;
  }

  private void behave(Phone phone, Phone caller) {
    switch (outcome) {
      case ANSWERED -> phone.answersAfter(RINGS);
      case BUSY -> phone.isBusy();
      case NO_ANSWER -> phone.doesNotAnswer();
      case REJECTED -> phone.rejects();
      case CANCELLED -> {
        phone.doesNotAnswer();
        caller.hangsUpWhileRinging(RINGS);
      }
    }
  }
}
