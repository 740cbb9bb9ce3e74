package io.bauta.app;

import io.bauta.doctor.Finding;
import io.bauta.doctor.Verdict;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code bauta doctor}: what is wrong with an installation, and what mends it. */
@Command(
    name = "doctor",
    description = {
      "Looks at an installation and says what is wrong, and how to mend it: configuration, keys,"
          + " clock, database, public URL, registration at the carriers. Give it the --config and"
          + " --data of the server. It changes nothing, and works whether or not the server runs.",
      "Ends with 0 when nothing failed, else with 1. Warnings do not count, unless --strict."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta doctor --config bauta.yaml"})
final class DoctorCommand implements Callable<Integer> {

  /** Text is broken there, if it can be. */
  private static final int WIDTH = 100;

  private static final String INDENT = "         ";
  private static final String CLEAR_LINE = "\r\u001b[K";

  @Option(names = "--strict", description = "A warning counts as a failure.")
  private boolean strict;

  @Option(names = "--json", description = "Prints the findings as JSON.")
  private boolean json;

  @Mixin private AccountOptions options;
  @Spec private CommandSpec spec;

  private final Surroundings surroundings;
  private final Clock clock;

  DoctorCommand() {
    this(Surroundings.real(), Clock.systemUTC());
  }

  DoctorCommand(Surroundings surroundings, Clock clock) {
    this.surroundings = surroundings;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> found = new ArrayList<>();
    Consumer<Finding> take = found::add;
    examine(json ? take : take.andThen(this::print));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? json(found).toPrettyString() : summary(found));
    out.flush();
    return failed(found) ? Main.FAILED : 0;
  }

  private void examine(Consumer<Finding> take) throws InterruptedException {
    take.accept(Doctor.java());
    Config config;
    URI server;
    try {
      config = options.read(surroundings);
      server = options.server(config, spec);
    } catch (ConfigException wrong) {
      take.accept(
          Finding.failed(
              "configuration",
              String.valueOf(wrong.getMessage()),
              "correct what it names: that key in the file or in the environment, or the file given"
                  + " with --config; all keys are in docs/configuration.md. Until then nothing else"
                  + " can be looked at"));
      return;
    }
    take.accept(Finding.ok("configuration", read(config)));
    new Doctor(config, server, surroundings, clock, this::progress, take).examine();
  }

  private String read(Config config) {
    int count = config.accounts().size();
    return "%s: %s, %d carrier %s"
        .formatted(
            options.file().map(Object::toString).orElse("no --config was given"),
            "every key is known",
            count,
            count == 1 ? "account" : "accounts");
  }

  private boolean failed(List<Finding> found) {
    return count(found, Verdict.FAILED) > 0 || (strict && count(found, Verdict.WARNING) > 0);
  }

  private static long count(List<Finding> found, Verdict verdict) {
    return found.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  // For people.

  private Ansi ansi() {
    return spec.commandLine().getColorScheme().ansi();
  }

  private boolean isWatched() {
    return !json && ansi().enabled();
  }

  /** Only where somebody watches: in a file it would be noise. */
  private void progress(String what) {
    if (isWatched()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print(CLEAR_LINE + "… " + what);
      err.flush();
    }
  }

  private void print(Finding finding) {
    if (isWatched()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print(CLEAR_LINE);
      err.flush();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        coloured(finding.verdict()) + wrapped("%s: %s".formatted(finding.check(), finding.seen())));
    finding.mend().ifPresent(mend -> out.println(INDENT + wrapped("→ " + mend)));
    out.flush();
  }

  private String coloured(Verdict verdict) {
    String word = verdict.name();
    String padding = " ".repeat(INDENT.length() - word.length());
    String colour =
        switch (verdict) {
          case OK -> "green";
          case SKIPPED -> "faint";
          case WARNING -> "yellow";
          case FAILED -> "bold,red";
        };
    return ansi().string("@|%s %s|@".formatted(colour, word)) + padding;
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = INDENT.length();
    for (String word : text.split(" ")) {
      if (column > INDENT.length() && column + 1 + word.length() > WIDTH) {
        lines.append(System.lineSeparator()).append(INDENT);
        column = INDENT.length();
      } else if (column > INDENT.length()) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }

  private static String summary(List<Finding> found) {
    return "%d checks: %d OK, %d warnings, %d failed, %d skipped"
        .formatted(
            found.size(),
            count(found, Verdict.OK),
            count(found, Verdict.WARNING),
            count(found, Verdict.FAILED),
            count(found, Verdict.SKIPPED));
  }

  // For programs.

  private ObjectNode json(List<Finding> found) {
    ObjectNode all = JsonMapper.shared().createObjectNode();
    all.put("well", !failed(found));
    ArrayNode checks = all.putArray("checks");
    for (Finding finding : found) {
      checks
          .addObject()
          .put("check", finding.check())
          .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
          .put("seen", finding.seen())
          .put("mend", finding.mend().orElse(null));
    }
    return all;
  }
}
