package io.bauta.app;

import io.bauta.carrier.Carrier.NumberCatalogue;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.NumberHealth;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bauta numbers}: what a carrier says we own, and its import into a pool. */
@Command(
    name = "numbers",
    description = {
      "Lists the numbers of a carrier account as the carrier does, with how well they work.",
      "With --import it registers those that work in a pool of the running server, and sets the"
          + " states of the pool's numbers to what the carrier says. States that people set"
          + " (draining, retired) are left."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta numbers --carrier-account vobiz --config bauta.yaml"})
final class NumbersCommand implements Callable<Integer> {

  @Option(
      names = "--carrier-account",
      required = true,
      paramLabel = "A",
      description = "The account's name in the configuration.")
  private String name;

  @Option(
      names = "--import",
      paramLabel = "POOL",
      description = "The pool to register them in, by name or id.")
  private @Nullable String pool;

  @Option(
      names = "--all",
      description = "Imports also numbers that do not work well; they are not lent.")
  private boolean all;

  @Option(names = "--json", description = "Prints the numbers and the outcome as JSON.")
  private boolean json;

  @Mixin private AccountOptions options;
  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  NumbersCommand() {
    this(Surroundings.real());
  }

  NumbersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (all && pool == null) {
      throw new ParameterException(spec.commandLine(), "--all: only with --import POOL");
    }
    Config config = options.read(surroundings);
    ConfiguredAccount account = options.account(name, config, surroundings, spec);
    // Found before the carrier is asked: what is wrong here is said at once.
    Optional<ServerPool> target = target(config);
    List<CarrierNumber> listed = listed(account);
    Optional<NumberImport> imported = Optional.empty();
    if (target.isPresent()) {
      List<CarrierNumber> wanted = listed.stream().filter(this::isWanted).toList();
      imported = Optional.of(NumberImport.run(target.get(), wanted, listed));
    }
    NumbersReport report =
        new NumbersReport(account, listed, Optional.ofNullable(pool), all, imported);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.json().toPrettyString() : report.text());
    out.flush();
    return imported.map(NumberImport::isWhole).orElse(true) ? 0 : Main.FAILED;
  }

  private Optional<ServerPool> target(Config config) throws InterruptedException {
    return pool == null
        ? Optional.empty()
        : Optional.of(
            ServerPool.named(pool, name, new ApiClient(options.server(config, spec), config)));
  }

  private boolean isWanted(CarrierNumber number) {
    return all || number.health() == NumberHealth.ACTIVE;
  }

  private List<CarrierNumber> listed(ConfiguredAccount account) throws InterruptedException {
    if (!(account.carrier() instanceof NumberCatalogue carrier)) {
      throw new CommandException(
          ("%s does not tell through an API which numbers an account has: register them with"
                  + " POST /v1/pools/POOL/numbers")
              .formatted(account.profile().name()));
    }
    Redaction redaction = Redaction.of(account, List.of());
    PrintWriter err = spec.commandLine().getErr();
    StepWatcher watcher =
        (step, how, length, fromTheBeginning) ->
            err.println(redaction.of(PrintedSteps.pause(step, how, length, fromTheBeginning)));
    try (CarrierHttp http = new CarrierHttp(CarrierHttp.SET_UP_WAIT_MAX)) {
      return new ApiConversation<List<CarrierNumber>>(
              account, http, watcher, surroundings.pause(), true)
          .carryOn(replies -> carrier.numbers(account.account(), replies));
    } catch (CommandException failed) {
      throw new CommandException(redaction.of(failed.getMessage()));
    }
  }
}
