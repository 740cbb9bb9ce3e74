package io.bauta.app.play;

import io.bauta.app.CommandException;
import io.bauta.app.Main;
import io.bauta.app.play.StandingCarrier.Account;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bauta simulate}: a carrier's REST API that stays, for tests of somebody's own; and below
 * it what receives events.
 */
@Command(
    name = "simulate",
    description = {
      "Keeps the REST API of a simulated carrier up until Ctrl-C, so that an account whose api-base"
          + " points at it can be set up and can list its numbers.",
      "It calls nobody: that is bauta call. What receives events is bauta simulate receiver."
    },
    subcommands = ReceiverCommand.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Main.Version.class)
public final class SimulateCommand implements Callable<Integer> {

  @Option(
      names = "--carrier",
      paramLabel = "C",
      description = "Which carrier: vobiz, 8x8, telnyx or alohaa.")
  private @Nullable String carrier;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens, on 127.0.0.1; 0 takes a free port.")
  private @Nullable Integer port;

  @Option(
      names = "--number",
      paramLabel = "N",
      description = "A number that the account has, in E.164; may be repeated.")
  private List<String> numbers = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "ID",
      defaultValue = "MA_SIMULATED",
      description =
          "Vobiz's Auth ID, the sub-account of 8x8; of no use to others (default:"
              + " ${DEFAULT-VALUE}).")
  private String id;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "a-key-of-the-simulator",
      description = "Vobiz's Auth Token, the API key of the others (default: ${DEFAULT-VALUE}).")
  private String key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (StandingCarrier standing = standing()) {
      Runtime.getRuntime().addShutdownHook(new Thread(standing::close, "shutdown"));
      PrintWriter out = spec.commandLine().getOut();
      out.println("%s listens: api-base %s".formatted(carrier, standing.apiBase()));
      out.println("Stop it with Ctrl-C.");
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }

  StandingCarrier standing() {
    if (carrier == null || port == null) {
      throw wrong("expected --carrier and --port, or receiver for what receives events");
    }
    return standing(carrier, port);
  }

  private StandingCarrier standing(String wanted, int at) {
    Account account = new Account(id, key, numbers);
    try {
      return switch (wanted) {
        case "vobiz" -> StandingCarrier.vobiz(at, account);
        case "8x8" -> StandingCarrier.eight(at, account);
        case "telnyx" -> StandingCarrier.telnyx(at, account);
        case "alohaa" -> StandingCarrier.alohaa(at, account);
        default -> throw wrong("--carrier: expected one of vobiz, 8x8, telnyx, alohaa");
      };
    } catch (UncheckedIOException notListening) {
      throw new CommandException(
          "--port: cannot listen on 127.0.0.1 port %d: is it in use, or below 1024?".formatted(at));
    } catch (IllegalArgumentException wrongOption) {
      throw wrong(String.valueOf(wrongOption.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
