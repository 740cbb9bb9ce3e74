package io.bauta.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bauta retention}: for how long a running server keeps what. */
@Command(
    name = "retention",
    description = {
      "Shows for how long each kind of data is kept, since when the oldest is there, and what was"
          + " forgotten. Asks a running server.",
      "With --run what was kept for long enough is forgotten now, and not within the hour."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RetentionCommand implements Callable<Integer> {

  private static final List<String> HEADING =
      List.of("data", "kept", "oldest", "last run", "forgotten then", "in all");

  @Option(names = "--run", description = "Makes a run begin; look again for what came of it.")
  private boolean run;

  @Mixin private JsonOption json;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient client = server.client();
    PrintWriter out = spec.commandLine().getOut();
    if (run) {
      client.post("/v1/retention/run", JsonMapper.shared().createObjectNode());
    }
    JsonNode answer = client.get("/v1/retention");
    out.println(json.isGiven() ? answer : table(answer));
    out.flush();
    return 0;
  }

  private static TextTable table(JsonNode answer) {
    TextTable table = new TextTable();
    table.row(HEADING);
    for (JsonNode kind : answer.path("data")) {
      table.row(
          List.of(
              kind.path("kind").asString(),
              kept(kind),
              text(kind, "oldest_at", "-"),
              text(kind, "last_run_at", "-"),
              text(kind, "last_forgotten", "-"),
              text(kind, "forgotten", "-")
                  + (kind.path("failure").isNull() ? "" : "  " + text(kind, "failure", ""))));
    }
    return table;
  }

  private static String kept(JsonNode kind) {
    return kind.path("kept_days").isNull()
        ? "until deleted"
        : kind.path("kept_days").asString() + " d";
  }

  private static String text(JsonNode kind, String field, String otherwise) {
    return kind.path(field).isNull() ? otherwise : kind.path(field).asString();
  }
}
