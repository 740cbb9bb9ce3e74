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

/** {@code bauta webhooks}: the latest exchanges of a running server with its carriers. */
@Command(
    name = "webhooks",
    description =
        "Shows the latest exchanges with carriers: what came, what it meant, what was decided and"
            + " sent. Numbers are redacted. Asks a running server.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class WebhooksCommand implements Callable<Integer> {

  private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

  @Option(names = "--account", paramLabel = "A", description = "Only of this carrier account.")
  private @Nullable String account;

  @Option(
      names = "--call",
      paramLabel = "C",
      description = "Only about this call: our id, or the carrier's.")
  private @Nullable String call;

  @Option(
      names = "--outcome",
      paramLabel = "O",
      description = "Only with this outcome, such as refused, malformed or turned_away.")
  private @Nullable String outcome;

  @Option(names = "--follow", description = "Goes on with what comes, until interrupted.")
  private boolean follow;

  @Option(names = "--json", description = "Prints each exchange in full, as JSON on a line.")
  private boolean json;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ExchangeFeed feed = new ExchangeFeed(server.client(), account, call, outcome);
    PrintWriter out = spec.commandLine().getOut();
    print(feed.next(), out);
    while (follow) {
      Thread.sleep(FOLLOW_EVERY);
      print(feed.next(), out);
    }
    return 0;
  }

  private void print(List<JsonNode> exchanges, PrintWriter out) {
    exchanges.forEach(exchange -> out.println(json ? exchange : ExchangeLine.of(exchange)));
    out.flush();
  }
}
