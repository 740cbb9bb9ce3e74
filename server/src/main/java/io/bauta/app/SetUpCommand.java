package io.bauta.app;

import io.bauta.carrier.Carrier.Provisionable;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bauta setup}: makes a carrier account point at us. */
@Command(
    name = "setup",
    description = {
      "Makes a carrier account reach this server, through the carrier's API.",
      "Sets the webhook URLs, and leads the numbers of the account's pools there. What is as it"
          + " should be is left as it is, so it can be run again at any time. For a carrier without"
          + " such an API it prints what to do by hand.",
      "The running server is asked for the numbers; where none answers they are read from its"
          + " store."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta setup vobiz --config bauta.yaml --dry-run"})
final class SetUpCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ACCOUNT", description = "The account's name in the configuration.")
  private String name;

  @Option(
      names = "--dry-run",
      description =
          "Changes nothing: reads what is there, and prints the requests that would change it.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints the steps and the outcome as JSON.")
  private boolean json;

  @Mixin private AccountOptions options;
  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  SetUpCommand() {
    this(Surroundings.real());
  }

  SetUpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Config config = options.read(surroundings);
    ConfiguredAccount account = options.account(name, config, surroundings, spec);
    String publicUrl =
        account.account().publicUrl().orElseThrow(() -> new CommandException(noPublicUrl(account)));
    AccountNumbers numbers = AccountNumbers.find(name, config, options.server(config, spec));
    PrintWriter out = spec.commandLine().getOut();
    SetUpOutput output =
        json
            ? new SetUpJson(out, account, numbers, dryRun)
            : new SetUpText(out, account, numbers, dryRun);
    output.begin(publicUrl);
    try {
      output.end(report(account, new SetupPlan(numbers.numbers()), output.steps()));
    } catch (CommandException failed) {
      String why = Redaction.of(account, numbers.numbers()).of(failed.getMessage());
      output.fail(why);
      throw new CommandException(why);
    }
    return 0;
  }

  private static String noPublicUrl(ConfiguredAccount account) {
    return ("nobody says where %s reaches this server: set server.public-url, or %s, for example:"
            + " https://mask.example.com")
        .formatted(account.profile().name(), account.key("public-url"));
  }

  private SetupReport report(ConfiguredAccount account, SetupPlan plan, StepWatcher watcher)
      throws InterruptedException {
    if (!(account.carrier() instanceof Provisionable carrier)) {
      return SetUpByHand.report(account, plan);
    }
    try (CarrierHttp http = new CarrierHttp(CarrierHttp.SET_UP_WAIT_MAX)) {
      ApiConversation<SetupReport> conversation =
          new ApiConversation<>(account, http, watcher, surroundings.pause(), dryRun);
      SetupReport report =
          conversation.carryOn(replies -> carrier.setUp(account.account(), plan, replies));
      List<String> changed = new ArrayList<>(conversation.changedBefore());
      changed.addAll(report.changed());
      return new SetupReport(changed, report.todo());
    }
  }
}
