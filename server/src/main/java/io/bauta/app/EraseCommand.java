package io.bauta.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code bauta erase}: erases a person from a running server. */
@Command(
    name = "erase",
    description = {
      "Erases a person by their number: sessions, calls, recordings and events do not tell of them any"
          + " more. What counts calls stays. What is gone cannot be brought back.",
      "The number is asked for, or read from standard input: it is none of the arguments. Asks a"
          + " running server, which goes on by itself when this command is stopped.",
      "Exit code 0 when it is done, or waits; 1 when not."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta erase --reason 'asked for on 3 May, ticket 17'"})
final class EraseCommand implements Callable<Integer> {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final String PATH = "/v1/erasures";

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "Why; kept in the audit log. Without the number.")
  private @Nullable String reason;

  @Option(
      names = "--close-open-sessions",
      description =
          "Closes the person's open sessions. Without it they are named, and nothing done.")
  private boolean closesSessions;

  @Option(
      names = "--remove-blocks",
      description = "Has block lists forget the person. Without it they go on blocking the number.")
  private boolean removesBlocks;

  @Option(
      names = "--status",
      paramLabel = "ID",
      description = "Shows how far an erasure is that was begun before, and begins none.")
  private @Nullable String status;

  @Option(
      names = "--wait",
      description = "Waits also for what takes long: calls that go on, cool-off, carriers.")
  private boolean waitsToTheEnd;

  @Mixin private JsonOption json;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient client = server.client();
    PrintWriter out = spec.commandLine().getOut();
    JsonNode erasure = status == null ? begin(client) : client.get(PATH + "/" + status);
    String shown = "";
    while (isToBeFollowed(erasure)) {
      String progress = progress(erasure);
      if (!json.isGiven() && !progress.equals(shown)) {
        out.println(progress);
        out.flush();
        shown = progress;
      }
      Thread.sleep(LOOK_EVERY);
      erasure = client.get(PATH + "/" + erasure.path("id").asString(""));
    }
    out.println(json.isGiven() ? erasure.toPrettyString() : report(erasure));
    out.flush();
    return 0;
  }

  private JsonNode begin(ApiClient client) throws InterruptedException {
    if (reason == null) {
      throw new CommandException("--reason is missing: say why, without the number");
    }
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("real_number", TypedNumber.read());
    request.put("reason", reason);
    request.put("close_open_sessions", closesSessions);
    request.put("remove_blocks", removesBlocks);
    return client.post(PATH, request);
  }

  private boolean isToBeFollowed(JsonNode erasure) {
    return switch (erasure.path("state").asString("")) {
      case "running" -> true;
      case "waiting" -> waitsToTheEnd;
      default -> false;
    };
  }

  private static String progress(JsonNode erasure) {
    return "%s  %s%s"
        .formatted(
            erasure.path("id").asString(""),
            erasure.path("stage").asString(""),
            erasure.path("waits_for").isString()
                ? ", waits for %s until %s"
                    .formatted(
                        erasure.path("waits_for").asString(""),
                        erasure.path("looks_again_at").asString(""))
                : "");
  }

  private static TextTable report(JsonNode erasure) {
    TextTable table = new TextTable();
    table.row(List.of("erasure", erasure.path("id").asString("")));
    table.row(List.of("state", erasure.path("state").asString("")));
    if (erasure.path("waits_for").isString()) {
      table.row(
          List.of(
              "waits for",
              "%s, looks again at %s"
                  .formatted(
                      erasure.path("waits_for").asString(""),
                      erasure.path("looks_again_at").asString(""))));
    }
    for (String side : List.of("removed", "left")) {
      erasure
          .path(side)
          .properties()
          .forEach(
              entry ->
                  table.row(
                      List.of(
                          side + " " + entry.getKey().replace('_', ' '),
                          entry.getValue().asString())));
    }
    return table;
  }
}
