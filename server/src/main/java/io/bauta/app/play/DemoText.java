package io.bauta.app.play;

import io.bauta.app.play.Expectation.Verdict;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Tells the demo to whoever reads the terminal. */
final class DemoText {

  private static final int RULE_WIDTH = 100;

  private final PrintWriter out;
  private final boolean ascii;
  private final CommandSpec spec;

  DemoText(boolean ascii, CommandSpec spec) {
    this.out = spec.commandLine().getOut();
    this.ascii = ascii;
    this.spec = spec;
  }

  /** A heading for a carrier. */
  void begin(Stage stage) {
    String name = "%s %s ".formatted(ascii ? "==" : "══", stage.name());
    out.println();
    out.println(name + (ascii ? "=" : "═").repeat(RULE_WIDTH - name.length()));
    out.flush();
  }

  /** A call, and what was to be seen in it. */
  void show(Scene scene) {
    out.println();
    out.println(scene.play().title());
    out.println();
    out.println(Diagrams.of(scene.call(), ascii, spec).stripTrailing());
    for (Expectation expectation : scene.expectations()) {
      out.println("  %-5s  %s".formatted(mark(expectation.verdict()), expectation.words()));
    }
    out.flush();
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "ok";
      case BROKEN -> "WRONG";
      case SHORT -> "short";
    };
  }

  /** A line for each carrier, and whether all is well. */
  void sumUp(Map<Stage, List<Scene>> played) {
    out.println();
    StringBuilder heading = new StringBuilder("%-9s".formatted(""));
    for (Play play : Play.values()) {
      heading.append(cell(play, play.column()));
    }
    out.println(heading.append("expectations"));
    played.forEach(this::line);
    out.println();
    out.println(verdict(played.values().stream().flatMap(List::stream).toList()));
    out.flush();
  }

  private void line(Stage stage, List<Scene> scenes) {
    StringBuilder line = new StringBuilder("%-9s".formatted(stage.name()));
    scenes.forEach(scene -> line.append(cell(scene.play(), scene.isAsItMustBe() ? "ok" : "WRONG")));
    long shortfalls = count(scenes, Verdict.SHORT);
    line.append("%d of %d".formatted(count(scenes, Verdict.HOLDS), demanded(scenes)));
    out.println(line.append(shortfalls == 0 ? "" : ", %d short".formatted(shortfalls)));
  }

  private static String cell(Play play, String text) {
    int width = Math.max(play.column().length(), "WRONG".length()) + 3;
    return text + " ".repeat(width - text.length());
  }

  private static String verdict(List<Scene> scenes) {
    long broken = count(scenes, Verdict.BROKEN);
    return broken == 0
        ? "All %d expectations hold.".formatted(demanded(scenes))
        : "%d of %d expectations do not hold.".formatted(broken, demanded(scenes));
  }

  private static long demanded(List<Scene> scenes) {
    return count(scenes, Verdict.HOLDS) + count(scenes, Verdict.BROKEN);
  }

  private static long count(List<Scene> scenes, Verdict verdict) {
    return scenes.stream()
        .flatMap(scene -> scene.expectations().stream())
        .filter(expectation -> expectation.verdict() == verdict)
        .count();
  }

  /** Where server and carriers are, when they are left running. */
  void whereItIs(URI server, Path key, List<Stage> stages) {
    out.println();
    out.println("The server is at %s, its API key in %s.".formatted(server, key));
    for (Stage stage : stages) {
      out.println("Account %s:".formatted(stage.account().name()));
      stage.webhookUrls().forEach(url -> out.println("  " + url));
      stage.account().setting("api-base").ifPresent(base -> out.println("  commands to " + base));
    }
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }
}
