package io.bauta.app;

import io.bauta.app.play.CallCommand;
import io.bauta.app.play.DemoCommand;
import io.bauta.app.play.SimulateCommand;
import io.bauta.app.play.WarmUpCommand;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: {@code bauta COMMAND}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "bauta",
    description =
        "A self-hosted number-masking server: people call each other through numbers that the"
            + " platform owns, and neither learns the other's.",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      CallCommand.class,
      ExplainCommand.class,
      PlanCommand.class,
      WebhooksCommand.class,
      EventsCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      RetentionCommand.class,
      EraseCommand.class,
      ExportPersonCommand.class,
      SetUpCommand.class,
      NumbersCommand.class,
      CarriersCommand.class,
      DoctorCommand.class,
      VaultCommand.class,
      SimulateCommand.class,
      BenchCommand.class,
      WarmUpCommand.class,
      GenerateCompletion.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Try:  bauta demo",
      "Completion for this shell:  source <(bauta generate-completion)"
    })
public final class Main implements Runnable {

  public static final int FAILED = 1;

  /** A property of the JDK, which it reads with the first call by reflection. */
  private static final String JVM_REFLECTS = "jdk.reflect.useNativeAccessorOnly";

  /** Read by {@code logback.xml} as well. */
  static final String LOG_LEVEL = "BAUTA_LOG_LEVEL";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    reflectByTheJvm();
    quietUnlessServing(args);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(args));
  }

  /**
   * Without this the JDK makes code for each method that is called by reflection, to call it the
   * faster. Nothing here calls one often, and for a start that code is a cost.
   */
  private static void reflectByTheJvm() {
    if (System.getProperty(JVM_REFLECTS) == null) {
      System.setProperty(JVM_REFLECTS, "true");
    }
  }

  /** A command's output is for its reader; only a server speaks of what it does all day. */
  private static void quietUnlessServing(String[] args) {
    boolean serves = args.length > 0 && args[0].equals("serve");
    if (!serves && System.getenv(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "WARN");
    }
  }

  static int run(String... args) {
    Optional<ConfigReader.CommandLine> plain = PlainArguments.ofServe(args);
    return plain.isPresent() ? serve(plain.get()) : commandLineFor(args).execute(args);
  }

  /**
   * A server started as {@code bauta serve} starts it, with these of its options, plainly written.
   * It is closed when the process ends, or before.
   */
  public static Bauta started(String... options) {
    String[] args = Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
    return ServeCommand.start(PlainArguments.ofServe(args).orElseThrow());
  }

  private static int serve(ConfigReader.CommandLine arguments) {
    try {
      return ServeCommand.serve(arguments);
    } catch (Exception failure) {
      return explainFailure(failure, commandLine());
    }
  }

  /** Only one of its commands. */
  @Command(name = "bauta", mixinStandardHelpOptions = true, versionProvider = Version.class)
  private static final class WithOneCommand implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("without its command it is not made");
    }
  }

  /**
   * Without the commands that are not asked for: to make all of them took a quarter of a server's
   * time to start.
   */
  private static CommandLine commandLineFor(String... args) {
    String asked = args.length == 0 ? "" : args[0];
    for (Class<?> command : Main.class.getAnnotation(Command.class).subcommands()) {
      if (command != GenerateCompletion.class
          && command.getAnnotation(Command.class).name().equals(asked)) {
        return commandLine(new CommandLine(new WithOneCommand()).addSubcommand(command));
      }
    }
    return commandLine();
  }

  static CommandLine commandLine() {
    return commandLine(new Main());
  }

  /** {@code command} with our way of explaining failures. */
  static CommandLine commandLine(Object command) {
    return commandLine(new CommandLine(command));
  }

  private static CommandLine commandLine(CommandLine command) {
    return command
        .setExecutionExceptionHandler((failure, line, parsed) -> explainFailure(failure, line))
        .setParameterExceptionHandler(WrongUsage::explain)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** A person reads this: what went wrong and how to mend it, not where in our code. */
  private static int explainFailure(Exception failure, CommandLine commandLine) {
    String message = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    commandLine.getErr().println(commandLine.getColorScheme().errorText("bauta: " + message));
    if (!(failure instanceof ConfigException)) {
      LoggerFactory.getLogger(Main.class).debug("cause", failure);
    }
    return FAILED;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Of the build, in words. */
  public static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Bauta " + BuildVersion.number()};
    }
  }
}
