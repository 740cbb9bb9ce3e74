package io.bauta.simulator.telnyx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes wrong with the commands of the server; {@link #none} and then one method for each
 * fault. The faults of an action happen in the order in which they were said.
 */
public record CommandFaults(List<Planned> planned) {

  /** In place of an action: whichever comes. */
  public static final String EVERY_ACTION = "*";

  /** How long a stalled command is held, where nothing else was said. */
  public static final Duration STALL = Duration.ofSeconds(3);

  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;

  /** The fault that the {@code times} next commands of {@code action} meet. */
  public record Planned(String action, CommandFault fault, int times) {}

  public CommandFaults {
    planned = List.copyOf(planned);
  }

  public static CommandFaults none() {
    return new CommandFaults(List.of());
  }

  /** The next {@code times} commands of {@code action} are answered 500 and not carried out. */
  public CommandFaults failing(String action, int times) {
    return with(action, new CommandFault.Answers(SERVER_ERROR, ""), times);
  }

  /** They are answered 429. */
  public CommandFaults limiting(String action, int times) {
    return with(action, new CommandFault.Answers(TOO_MANY, "10011"), times);
  }

  /** They are refused with 422 and one of Telnyx's error codes. */
  public CommandFaults refusing(String action, String code, int times) {
    return with(action, new CommandFault.Answers(TelnyxError.UNPROCESSABLE, code), times);
  }

  /** They are answered with this status and not carried out. */
  public CommandFaults answering(String action, int status, String code, int times) {
    return with(action, new CommandFault.Answers(status, code), times);
  }

  /** They are held for {@link #STALL} before they are taken. */
  public CommandFaults stalling(String action, int times) {
    return with(action, new CommandFault.Stalls(STALL), times);
  }

  /** They are held for {@code time} before they are taken. */
  public CommandFaults stalling(String action, Duration time, int times) {
    return with(action, new CommandFault.Stalls(time), times);
  }

  /** They are carried out, and the server does not learn of it. */
  public CommandFaults losingReply(String action, int times) {
    return with(action, new CommandFault.LosesReply(), times);
  }

  private CommandFaults with(String action, CommandFault fault, int times) {
    return new CommandFaults(
        Stream.concat(planned.stream(), Stream.of(new Planned(action, fault, times))).toList());
  }

  /** The faults still to come, one entry for each command. */
  List<Planned> single() {
    List<Planned> single = new ArrayList<>();
    for (Planned plan : planned) {
      for (int time = 0; time < plan.times(); time++) {
        single.add(new Planned(plan.action(), plan.fault(), 1));
      }
    }
    return single;
  }
}
