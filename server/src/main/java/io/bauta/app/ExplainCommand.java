package io.bauta.app;

import java.util.Optional;
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

/** {@code bauta explain}: what a running server would do with a call, and why. */
@Command(
    name = "explain",
    description = "Says what would happen to a call, and why. Asks a running server.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class ExplainCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "N",
      description = "Who calls; \"anonymous\" for a withheld number.")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "N", description = "What they dial.")
  private String to;

  @Option(
      names = "--carrier-account",
      paramLabel = "A",
      description = "The account whose carrier asks (default: the only one).")
  private @Nullable String account;

  @Option(
      names = "--digits",
      paramLabel = "D",
      description = "What they enter when asked for a code (default: they were not asked yet).")
  private @Nullable String digits;

  @Option(
      names = "--at",
      paramLabel = "T",
      description =
          "As of another time, such as 2027-01-31T18:30:00Z, by what is known now (default: now).")
  private @Nullable String at;

  @Mixin private JsonOption json;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request = JSON.createObjectNode().put("from", from).put("to", to);
    Optional.ofNullable(account).ifPresent(name -> request.put("carrier_account", name));
    Optional.ofNullable(digits).ifPresent(entered -> request.put("digits", entered));
    Optional.ofNullable(at).ifPresent(instant -> request.put("at", instant));
    JsonNode answer = server.client().post("/v1/explain", request);
    if (json.isGiven()) {
      spec.commandLine().getOut().println(answer.toPrettyString());
    } else {
      print(answer);
    }
    return 0;
  }

  private void print(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode step : answer.path("steps")) {
      text.append(step.path("passed").asBoolean() ? "  ✓ " : "  ✗ ")
          .append("%-24s".formatted(step.path("check").asString("")))
          .append(step.path("detail").asString(""))
          .append(System.lineSeparator());
    }
    text.append(
        switch (answer.path("decision").asString("")) {
          case "connect" ->
              "connect: rings %s, which sees %s"
                  .formatted(
                      answer.path("destination").asString(""),
                      answer.path("caller_id").asString(""));
          case "challenge" ->
              "challenge: asks for a code (%s); --digits says which"
                  .formatted(answer.path("reason").asString(""));
          default -> "refuse: %s".formatted(answer.path("reason").asString(""));
        });
    spec.commandLine().getOut().println(text);
  }
}
