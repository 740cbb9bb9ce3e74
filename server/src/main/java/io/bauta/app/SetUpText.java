package io.bauta.app;

import io.bauta.carrier.SetupReport;
import java.io.PrintWriter;
import java.util.List;

/** A set-up for people: each step as it is taken, then what was changed and what is left. */
final class SetUpText implements SetUpOutput {

  private final PrintWriter out;
  private final ConfiguredAccount account;
  private final AccountNumbers numbers;
  private final boolean dryRun;

  SetUpText(PrintWriter out, ConfiguredAccount account, AccountNumbers numbers, boolean dryRun) {
    this.out = out;
    this.account = account;
    this.numbers = numbers;
    this.dryRun = dryRun;
  }

  @Override
  public void begin(String publicUrl) {
    out.println(
        "%s: %s reaches this server at %s"
            .formatted(account.name(), account.profile().name(), publicUrl));
    int count = numbers.numbers().size();
    out.println(
        "%d number%s of its pools (%s)".formatted(count, count == 1 ? "" : "s", numbers.source()));
    if (count == 0) {
      out.println("  no number will lead here: register numbers in a pool, and run this again");
    }
    out.flush();
  }

  @Override
  public StepWatcher steps() {
    return new PrintedSteps(out, Redaction.of(account, numbers.numbers()));
  }

  @Override
  public void end(SetupReport report) {
    Redaction redaction = Redaction.forHands(account, numbers.numbers());
    list(
        dryRun ? "Would be changed:" : "Changed:",
        report.changed().stream().map(redaction::of).toList());
    list("To do by hand:", report.todo().stream().map(redaction::of).toList());
    out.println(verdict(report));
    out.flush();
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println(title);
      for (int i = 0; i < lines.size(); i++) {
        out.println("  %d. %s".formatted(i + 1, lines.get(i)));
      }
    }
  }

  private String verdict(SetupReport report) {
    if (dryRun) {
      return "Nothing was changed: this was a dry run.";
    }
    if (report.changed().isEmpty()) {
      return report.todo().isEmpty()
          ? "Nothing to change: all is as it should be."
          : "Nothing was changed.";
    }
    return report.todo().isEmpty() ? "Done." : "Done, but for what is left to do by hand.";
  }

  /** Said on the error output already. */
  @Override
  public void fail(String why) {
    out.flush();
  }
}
