package io.bauta.simulator;

import java.time.Duration;
import java.time.Instant;

/** One thing that happened in a call, at a moment of simulated time. */
public sealed interface Step {

  Instant at();

  /** The caller dialled. */
  record Dialled(Instant at) implements Step {}

  /** The carrier told or asked the server something. */
  record Asked(Instant at, Exchange exchange) implements Step {}

  /**
   * The server told the carrier what to do, of its own accord.
   *
   * @param description what exactly, or empty. Holds real numbers: redact it for display
   * @param status what the carrier answered, as in HTTP; 0 where it gave no answer
   */
  record Commanded(Instant at, String command, String description, int status) implements Step {

    /** Without the description, which names real numbers. */
    @Override
    public String toString() {
      return "Commanded[" + command + ": " + status + "]";
    }
  }

  /** The caller heard an announcement. */
  record Heard(Instant at, String announcement) implements Step {}

  /** The caller keyed in digits. */
  record KeyedIn(Instant at) implements Step {}

  /** A telephone began to ring, or was found busy. */
  record Rang(Instant at, Phone phone, Screen screen) implements Step {}

  /** The ringing of a telephone ended. */
  record RingEnded(Instant at, Rung rung) implements Step {}

  /** The two began to talk. */
  record Connected(Instant at, Phone phone) implements Step {}

  /** The talk ended; {@code by} the carrier where the talk limit was reached. */
  record TalkEnded(Instant at, Party by, Duration talk) implements Step {}

  /** The carrier ended the caller's leg, for the reason given. */
  record Released(Instant at, String reason) implements Step {}

  /** Something a reader should know. */
  record Noted(Instant at, String note) implements Step {}
}
