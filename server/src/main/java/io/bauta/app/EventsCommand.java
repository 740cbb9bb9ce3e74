package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bauta events}: what a running server tells the platform. */
@Command(
    name = "events",
    description = {
      "Shows the latest events of a running server; with --follow, those that come.",
      "Events are written while an endpoint wants them, or somebody has looked lately."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class EventsCommand implements Callable<Integer> {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  /** Tries in a row to come back to a server that is away. */
  static final int TRIES_MAX = 30;

  private static final String ID = "id: ";
  private static final String DATA = "data: ";
  private static final String GAP = "event: gap";

  @Option(names = "--follow", description = "Goes on with what comes, until interrupted.")
  private boolean follow;

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "Only of this type, such as call.ended or call.*; may be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--session", paramLabel = "S", description = "Only of this session.")
  private @Nullable String session;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of the latest are shown (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints each event in full, as JSON on a line.")
  private boolean json;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  private @Nullable String last;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient client = server.client();
    PrintWriter out = spec.commandLine().getOut();
    List<JsonNode> latest = new ArrayList<>();
    client.get("/v1/events?limit=" + limit + filters()).path("data").forEach(latest::add);
    latest.reversed().forEach(event -> print(event, out));
    if (!latest.isEmpty()) {
      last = latest.getFirst().path("id").asString("");
    }
    return follow ? follow(client, out) : 0;
  }

  private int follow(ApiClient client, PrintWriter out) throws InterruptedException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
      if (last != null) {
        headers.put("Last-Event-ID", last);
      }
      String before = last;
      try (Stream<String> lines = client.lines("/v1/events?" + filters(), headers)) {
        tries = 0;
        print(lines.iterator(), out);
      } catch (IOException | UncheckedIOException away) {
        spec.commandLine().getErr().println("bauta: the server is away, asked again");
      }
      if (before != null && !before.equals(last)) {
        tries = 0;
      }
      Thread.sleep(AGAIN_AFTER);
    }
    throw new CommandException("the server did not come back");
  }

  private void print(Iterator<String> lines, PrintWriter out) {
    String id = null;
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith(ID)) {
        id = line.substring(ID.length());
      } else if (line.startsWith(DATA) && id != null) {
        print(JsonMapper.shared().readTree(line.substring(DATA.length())), out);
        last = id;
        id = null;
      } else if (line.equals(GAP)) {
        spec.commandLine().getErr().println("bauta: some events are not kept any more");
      }
    }
  }

  private String filters() {
    StringBuilder filters = new StringBuilder();
    if (!types.isEmpty()) {
      filters.append("&types=").append(URLEncoder.encode(String.join(",", types), UTF_8));
    }
    if (session != null) {
      filters.append("&session=").append(URLEncoder.encode(session, UTF_8));
    }
    return filters.toString();
  }

  private void print(JsonNode event, PrintWriter out) {
    out.println(json ? event : EventLine.of(event));
    out.flush();
  }
}
