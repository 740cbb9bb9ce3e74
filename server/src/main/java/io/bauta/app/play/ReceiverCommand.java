package io.bauta.app.play;

import io.bauta.app.CommandException;
import io.bauta.app.Main;
import io.bauta.simulator.EventReceiver;
import io.bauta.simulator.EventReceiver.Received;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bauta simulate receiver}: a platform that receives events, verifies and prints them. */
@Command(
    name = "receiver",
    description = {
      "Receives events on this machine until Ctrl-C, verifies the signature of each and prints it.",
      "The server must allow it: events.allow-private-addresses."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Main.Version.class)
final class ReceiverCommand implements Callable<Integer> {

  private static final int STATUS_MIN = 200;
  private static final int STATUS_MAX = 599;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Option(
      names = "--secret",
      paramLabel = "S",
      description =
          "The secret of the endpoint, whsec_…; may be repeated. Without one every event is"
              + " called not genuine.")
  private List<String> secrets = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9000",
      description =
          "Where it listens, on 127.0.0.1; 0 takes a free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--answer",
      paramLabel = "STATUS",
      description = "What it answers to every event (default: 204, and 401 if it is not genuine).")
  private @Nullable Integer answer;

  @Option(names = "--json", description = "Prints each event in full, as JSON on a line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (EventReceiver receiver = receiver(out)) {
      Runtime.getRuntime().addShutdownHook(new Thread(receiver::close, "shutdown"));
      out.println("The receiver listens: " + receiver.url());
      out.println("Stop it with Ctrl-C.");
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }

  EventReceiver receiver(PrintWriter out) {
    if (answer != null && (answer < STATUS_MIN || answer > STATUS_MAX)) {
      throw wrong("--answer: expected a status from %d to %d".formatted(STATUS_MIN, STATUS_MAX));
    }
    try {
      EventReceiver receiver =
          new EventReceiver(port, secrets, event -> print(event, out), Clock.systemUTC());
      if (answer != null) {
        receiver.answers(answer);
      }
      return receiver;
    } catch (UncheckedIOException notListening) {
      throw new CommandException(
          "--port: cannot listen on 127.0.0.1 port %d: is it in use, or below 1024?"
              .formatted(port));
    } catch (IllegalArgumentException wrongOption) {
      throw wrong(String.valueOf(wrongOption.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void print(Received event, PrintWriter out) {
    synchronized (out) {
      out.println(json ? event.json().map(Object::toString).orElse("{}") : line(event));
      out.flush();
    }
  }

  static String line(Received event) {
    return "%s  %-22s %s  %s"
        .formatted(
            TIME.format(event.at()),
            event.type(),
            event.id(),
            event.objection().map(why -> "not genuine: " + why).orElse("genuine"));
  }
}
