package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bauta audit}: who did what, and whether the log of that is whole. */
@Command(
    name = "audit",
    description = "Lists the audit log of a running server, or proves that it is whole.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {AuditCommand.Listing.class, AuditCommand.Verify.class},
    footer = {"", "Try:  bauta audit verify"})
final class AuditCommand implements Runnable {

  private static final String PATH = "/v1/audit";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code bauta audit list}. */
  @Command(
      name = "list",
      description = "Lists the newest entries, newest first.",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Listing implements Callable<Integer> {

    @Option(
        names = "--subject-kind",
        paramLabel = "KIND",
        description = "Only those about such things: session, key, recording, pool …")
    private @Nullable String kind;

    @Option(
        names = "--subject",
        paramLabel = "ID",
        description = "Only those about this one. Demands --subject-kind.")
    private @Nullable String subject;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "How many, up to 200 (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--json", description = "Prints each entry in full, as JSON on a line.")
    private boolean json;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      String path =
          "%s?limit=%d%s%s"
              .formatted(PATH, limit, filter("subject_kind", kind), filter("subject", subject));
      PrintWriter out = spec.commandLine().getOut();
      for (JsonNode entry : server.client().get(path).path("data")) {
        out.println(json ? entry : line(entry));
      }
      out.flush();
      return 0;
    }

    private static String filter(String name, @Nullable String value) {
      return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, UTF_8);
    }

    private static String line(JsonNode entry) {
      String detail = entry.path("detail").asString("");
      String origin = entry.path("origin").asString("");
      return "%s  %s  %s %s  by %s%s%s"
          .formatted(
              entry.path("at").asString(""),
              entry.path("action").asString(""),
              entry.path("subject_kind").asString(""),
              entry.path("subject").asString(""),
              entry.path("actor").asString(""),
              origin.isEmpty() ? "" : " from " + origin,
              detail.isEmpty() ? "" : "  " + detail);
    }
  }

  /** {@code bauta audit verify}. */
  @Command(
      name = "verify",
      description = {
        "Proves that the audit log is whole: that each entry is as it was kept, and none is missing"
            + " but the oldest, which were kept for long enough.",
        "Note the last hash somewhere else: that the newest entries are there, and all that was"
            + " there when it was noted, only a comparison shows.",
        "Exit code 0 when it is whole, 1 when not."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Verify implements Callable<Integer> {

    /** Some millions of entries. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    @Mixin private JsonOption json;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      JsonNode report = server.client().get(PATH + "/verify", WAIT_MAX);
      PrintWriter out = spec.commandLine().getOut();
      if (json.isGiven()) {
        out.println(report.toPrettyString());
      } else {
        print(report, out);
      }
      out.flush();
      return report.path("whole").asBoolean(false) ? 0 : Main.FAILED;
    }

    private static void print(JsonNode report, PrintWriter out) {
      out.println("entries    %s%s".formatted(text(report, "entries"), span(report)));
      out.println("forgotten  %s before them".formatted(text(report, "forgotten")));
      out.println("last       %s".formatted(text(report, "last_sequence")));
      out.println("last hash  %s".formatted(text(report, "last_hash")));
      JsonNode flaw = report.path("flaw");
      if (flaw.isObject()) {
        String entry = text(flaw, "entry");
        out.println(
            "NOT WHOLE  at %s%s: %s (%s)"
                .formatted(
                    text(flaw, "sequence"),
                    entry.isEmpty() ? "" : ", " + entry,
                    text(flaw, "detail"),
                    text(flaw, "kind")));
      } else {
        out.println("whole");
      }
    }

    private static String span(JsonNode report) {
      return report.path("first_at").isNull()
          ? ""
          : ", from %s to %s".formatted(text(report, "first_at"), text(report, "last_at"));
    }

    private static String text(JsonNode object, String field) {
      return object.path(field).asString("");
    }
  }
}
