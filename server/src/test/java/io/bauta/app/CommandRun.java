package io.bauta.app;

import io.bauta.carrier.Carrier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command as a terminal would see it: what it printed, and its exit code.
 *
 * @param pauses how long it would have waited, in order
 */
record CommandRun(int exit, String out, String err, List<Duration> pauses) {

  /**
   * Runs the command that {@code make} makes, with {@code carrier} for every account.
   *
   * @param make of what it takes from the world; its pauses take no time
   */
  static CommandRun of(
      Function<Surroundings, Object> make,
      Carrier carrier,
      Map<String, String> environment,
      String... arguments) {
    return with(make, id -> Optional.of(carrier), environment, arguments);
  }

  /** Runs it with the carriers that {@code carriers} finds by their id. */
  static CommandRun with(
      Function<Surroundings, Object> make,
      Function<String, Optional<Carrier>> carriers,
      Map<String, String> environment,
      String... arguments) {
    List<Duration> pauses = new ArrayList<>();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings = new Surroundings(environment, carriers, pauses::add);
    int exit =
        Main.commandLine(make.apply(surroundings))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(exit, out.toString(), err.toString(), pauses);
  }
}
