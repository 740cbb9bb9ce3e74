package io.bauta.app.play;

import io.bauta.app.Main;
import io.bauta.app.play.CarrierOptions.Target;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.Carriers;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.Reply;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.SimulatedCarrier;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bauta call}: one call as a carrier would bring it, against a running server. */
@Command(
    name = "call",
    description = {
      "Plays one call as the carrier would, against a running server, and draws what happened.",
      "Exits 0 when the server answered every webhook as the carrier expects, whether it connected"
          + " or refused the call."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    versionProvider = Main.Version.class)
public final class CallCommand implements Callable<Integer> {

  private static final String ANONYMOUS = "anonymous";

  /** Whose number it is does not matter: nobody gets to see it. */
  private static final String WITHHELD_SUBSCRIBER = "0000000000";

  private static final Duration TALKS = Duration.ofMinutes(1);

  private static final Pattern ENTRIES = Pattern.compile("[0-9*]{0,32}(?:,[0-9*]{0,32}){0,99}");

  @Option(
      names = "--carrier",
      paramLabel = "C",
      defaultValue = "vobiz",
      description =
          "Which carrier to play: vobiz, 8x8, telnyx or alohaa (default: ${DEFAULT-VALUE}).")
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
      names = "--outcome",
      paramLabel = "O",
      converter = Outcome.Converter.class,
      defaultValue = "answered",
      description =
          "What the called person does: answered, busy, no-answer, rejected, cancelled (default:"
              + " ${DEFAULT-VALUE}).")
  private Outcome outcome;

  @Option(
      names = "--digits",
      paramLabel = "D",
      description =
          "What the caller enters each time they are asked for digits, with commas between; a hash"
              + " follows each. Nothing when there are no more.")
  private @Nullable String digits;

  @Option(
      names = "--fault",
      paramLabel = "F",
      split = ",",
      converter = Mishap.Converter.class,
      description =
          "What goes wrong on the way: duplicates, concurrent, reordering, delays, lost-replies,"
              + " 5xx. May be repeated.")
  private Set<Mishap> faults = EnumSet.noneOf(Mishap.class);

  @Mixin private CalledServer server;

  @Option(
      names = "--country-code",
      paramLabel = "CC",
      description = "Of numbers written without one (default: 91; 65 with 8x8, 1 with telnyx).")
  private @Nullable String countryCode;

  @Option(names = "--ascii", description = "Draws with plain ASCII characters.")
  private boolean ascii;

  @ArgGroup(validate = false, order = 1, heading = "%nWith --carrier vobiz:%n")
  private VobizOptions vobiz = new VobizOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nWith --carrier 8x8:%n")
  private EightOptions eight = new EightOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nWith --carrier telnyx:%n")
  private TelnyxOptions telnyx = new TelnyxOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nWith --carrier alohaa:%n")
  private AlohaaOptions alohaa = new AlohaaOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CarrierOptions options = chosen();
    refuseOptionsOfOthers(options);
    Target target = target(options);
    try (SimulatedCarrier pretended = pretended(options, target)) {
      pretended.suffers(mishaps(options));
      options.suffers(pretended, faults);
      SimulatedCall call = played(pretended, target.countryCode());
      boolean fine = call.complaints().isEmpty() && call.status() != CallStatus.FAILED;
      show(call, fine ? "" : options.hint(target));
      fallsShort(call, options);
      return fine ? 0 : Main.FAILED;
    }
  }

  private Faults mishaps(CarrierOptions options) {
    Faults all = Faults.none();
    for (Mishap mishap : faults) {
      all = mishap.in(all, options);
    }
    return all;
  }

  private void fallsShort(SimulatedCall call, CarrierOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    CarrierProfile profile = Carriers.byId(options.id()).orElseThrow().profile();
    FallsShort.in(call, profile, options, faults)
        .forEach(line -> out.println("  falls short: " + line));
    out.flush();
  }

  private CarrierOptions chosen() {
    List<CarrierOptions> all = List.of(vobiz, eight, telnyx, alohaa);
    return all.stream()
        .filter(options -> options.id().equals(carrier))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "--carrier: expected one of "
                        + all.stream().map(CarrierOptions::id).collect(Collectors.joining(", "))));
  }

  /** One that does nothing would leave its writer in the belief that it does. */
  private void refuseOptionsOfOthers(CarrierOptions chosen) {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      boolean foreign =
          option.group() != null && option.group().typeInfo().getType() != chosen.getClass();
      if (foreign) {
        throw wrong("%s: not an option of --carrier %s".formatted(option.longestName(), carrier));
      }
    }
  }

  private Target target(CarrierOptions options) {
    try {
      return server.target(
          Carriers.byId(options.id()).orElseThrow().profile(),
          Optional.ofNullable(countryCode).orElseGet(options::countryCode));
    } catch (IllegalArgumentException contradiction) {
      throw wrong(contradiction.getMessage());
    }
  }

  private SimulatedCarrier pretended(CarrierOptions options, Target target) {
    try {
      return options.carrier(target);
    } catch (IllegalArgumentException wrongOption) {
      throw wrong(wrongOption.getMessage());
    }
  }

  private ParameterException wrong(@Nullable String message) {
    return new ParameterException(spec.commandLine(), String.valueOf(message));
  }

  private SimulatedCall played(SimulatedCarrier pretended, String code) {
    PhoneNetwork network = new PhoneNetwork(code, Clock.systemUTC().instant());
    network.routesEverythingThrough(pretended);
    boolean isWithheld = from.equals(ANONYMOUS);
    Phone caller = network.phone(isWithheld ? "+" + code + WITHHELD_SUBSCRIBER : from);
    caller.named("Caller");
    if (isWithheld) {
      caller.withholdsItsNumber();
    }
    caller.keysIn(keys());
    network.newPhones(phone -> outcome.play(phone, caller));
    SimulatedCall call = caller.dials(to);
    return call.status() == CallStatus.CONNECTED ? call.talksFor(TALKS) : call;
  }

  /** An empty one lets the time pass once. */
  private String[] keys() {
    if (digits == null) {
      return new String[0];
    }
    if (!ENTRIES.matcher(digits).matches()) {
      throw wrong("--digits: expected digits, with commas between, as in 1234,5678");
    }
    return Stream.of(digits.split(",", -1))
        .map(entry -> entry.isEmpty() ? entry : entry + "#")
        .toArray(String[]::new);
  }

  private void show(SimulatedCall call, String hint) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Diagrams.of(call, ascii, spec));
    call.exchanges().stream().flatMap(CallCommand::refusal).distinct().forEach(out::println);
    if (!hint.isEmpty()) {
      out.println("  " + hint);
    }
    out.flush();
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
}
