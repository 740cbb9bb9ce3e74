package io.bauta.app;

import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.HttpReply;
import java.io.PrintWriter;
import java.time.Duration;

/** Prints the steps of a conversation as they are taken, a line each. */
final class PrintedSteps implements StepWatcher {

  private final PrintWriter out;
  private final Redaction redaction;

  PrintedSteps(PrintWriter out, Redaction redaction) {
    this.out = out;
    this.redaction = redaction;
  }

  @Override
  public void answered(Send<?> step, HttpReply reply) {
    boolean done = reply.status() / 100 == 2;
    print("  %s %s%s", done ? "✓" : "✗", step.purpose(), done ? "" : ": HTTP " + reply.status());
  }

  @Override
  public void shown(Send<?> step) {
    print("  would %s:", step.purpose());
    print("      %s %s", step.request().method(), step.request().url());
    step.request().body().ifPresent(body -> print("      %s", body));
  }

  @Override
  public void waits(Send<?> step, String how, Duration pause, boolean fromTheBeginning) {
    print("%s", pause(step, how, pause, fromTheBeginning));
  }

  static String pause(Send<?> step, String how, Duration pause, boolean fromTheBeginning) {
    return (fromTheBeginning
            ? "  … %s: %s, so it may be done or not; looks again from the beginning in %d s"
            : "  … %s: %s; again in %d s")
        .formatted(step.purpose(), how, pause.toSeconds());
  }

  @SuppressWarnings("AnnotateFormatMethod") // The formats stand above, and all are tested.
  private void print(String format, Object... arguments) {
    out.println(redaction.of(format.formatted(arguments)));
    out.flush();
  }
}
