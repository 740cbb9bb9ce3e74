package io.bauta.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bauta carriers}: how well a running server's accounts are proved. */
@Command(
    name = "carriers",
    description = {
      "Shows for each carrier account what proof it demands of webhooks, and when the last genuine,"
          + " unproved and forged one came. Asks a running server.",
      "An account that demands less than its carrier gives is shown with what mends it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta carriers --data data"})
final class CarriersCommand implements Callable<Integer> {

  private static final List<String> HEADING =
      List.of("account", "demanded", "genuine", "unproved", "forged", "last hour");

  @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "Only this one (default: all).")
  private @Nullable String account;

  @Option(names = "--json", description = "Prints each account in full, as JSON on a line.")
  private boolean json;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    List<JsonNode> all = server.client().all("/v1/carriers");
    List<JsonNode> accounts =
        all.stream()
            .filter(one -> account == null || one.path("name").asString("").equals(account))
            .toList();
    if (account != null && accounts.isEmpty()) {
      throw new CommandException(
          "no carrier account is called '%s'; there are: %s"
              .formatted(
                  account,
                  all.isEmpty()
                      ? "none"
                      : String.join(
                          ", ", all.stream().map(one -> one.path("name").asString("")).toList())));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      accounts.forEach(out::println);
    } else {
      print(accounts, out);
    }
    out.flush();
    return 0;
  }

  private void print(List<JsonNode> accounts, PrintWriter out) {
    TextTable table = new TextTable();
    table.row(HEADING);
    accounts.forEach(one -> table.row(row(one)));
    out.println(table);
    Ansi ansi = spec.commandLine().getColorScheme().ansi();
    for (JsonNode one : accounts) {
      for (JsonNode weakness : one.path("weaknesses")) {
        out.println();
        out.println(
            ansi.string(
                    "@|yellow %s is weaker than it could be|@: "
                        .formatted(one.path("name").asString("")))
                + weakness.path("what").asString(""));
        out.println("  %s".formatted(weakness.path("why").asString("")));
        out.println("  → %s".formatted(weakness.path("mend").asString("")));
      }
    }
  }

  private static List<String> row(JsonNode one) {
    JsonNode seen = one.path("seen");
    String forged =
        at(seen, "/forged/last_at")
            .map(at -> "%s %s".formatted(seen.at("/forged/last_reason").asString(""), at))
            .orElse("never");
    return List.of(
        one.path("name").asString(""),
        demanded(one.path("demanded")),
        at(seen, "/genuine/last_at").orElse("never"),
        unproved(seen),
        forged,
        Long.toString(seen.at("/forged/last_hour").asLong()));
  }

  private static String demanded(JsonNode demanded) {
    String signature = demanded.path("signature").asString("");
    String proof =
        signature.equals("off")
            ? ""
            : "%s%s"
                .formatted(
                    demanded.path("setting").asString(""),
                    signature.equals("prefer") ? " if there" : "");
    String path = demanded.path("path_secret").asBoolean() ? "path" : "";
    String both = proof.isEmpty() || path.isEmpty() ? proof + path : proof + " + " + path;
    return both.isEmpty() ? "nothing" : both;
  }

  /** Without a signature, or with one at which nobody looked. */
  private static String unproved(JsonNode seen) {
    String unsigned = at(seen, "/unsigned/last_at").orElse("");
    String notChecked = at(seen, "/not_checked/last_at").orElse("");
    String later = unsigned.compareTo(notChecked) > 0 ? unsigned : notChecked;
    return later.isEmpty() ? "never" : later;
  }

  private static Optional<String> at(JsonNode seen, String pointer) {
    return Optional.of(seen.at(pointer).asString("")).filter(text -> !text.isEmpty());
  }
}
