package io.bauta.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bauta.access.OneTimeSecrets;
import io.bauta.carrier.HttpReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bauta login}: logs a person in, by their browser, for the other commands. */
@Command(
    name = "login",
    description = {
      "Logs you in to a running server by your browser; the other commands then ask as you.",
      "The server must know a provider of OpenID Connect: oidc.issuer of its configuration."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta login --url https://mask.example.com"})
final class LoginCommand implements Callable<Integer> {

  /** How long a person may take. */
  static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private static final Pattern CODE = Pattern.compile("(?:.*&)?code=([0-9a-f]{64})(?:&.*)?");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LoginFile file;
  private final Consumer<URI> shown;

  @Mixin private UrlOption server;

  @Spec private CommandSpec spec;

  LoginCommand() {
    this(LoginFile.usual(System.getenv()), _ -> {});
  }

  /**
   * For a test.
   *
   * @param shown is told what the person is to open
   */
  LoginCommand(LoginFile file, Consumer<URI> shown) {
    this.file = file;
    this.shown = shown;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    ApiBase.checked(server.url().toString(), "--url");
    String verifier = OneTimeSecrets.random();
    String challenge = LoginFlow.challenge(verifier);
    BlockingQueue<String> codes = new ArrayBlockingQueue<>(1);
    HttpServer listener =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    try {
      listener.createContext("/", exchange -> answer(exchange, challenge, codes));
      listener.start();
      URI place =
          server
              .url()
              .resolve(
                  "%s?cli_port=%d&cli_challenge=%s"
                      .formatted(LoginHttp.LOGIN, listener.getAddress().getPort(), challenge));
      PrintWriter err = spec.commandLine().getErr();
      err.println("Open this in a browser on this machine:");
      err.println();
      err.println("  " + place);
      err.println();
      err.flush();
      shown.accept(place);
      String code = codes.poll(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
      if (code == null) {
        throw new CommandException(
            "nobody logged in within %d minutes: try again".formatted(WAIT_MAX.toMinutes()));
      }
      keep(fetch(code, verifier));
    } finally {
      listener.stop(0);
    }
    return 0;
  }

  /** Any page can make a browser come here; only what carries our challenge is looked at. */
  private static void answer(HttpExchange exchange, String challenge, BlockingQueue<String> codes)
      throws IOException {
    try (exchange) {
      String code = code(exchange.getRequestURI().getRawQuery(), challenge);
      boolean isTaken = code != null && codes.offer(code);
      HttpReply page =
          HttpReply.text(
              isTaken ? 200 : 404,
              "text/plain; charset=utf-8",
              isTaken ? "You are logged in at the command line. Close this page.\n" : "");
      exchange.getResponseHeaders().add("Content-Type", page.contentType());
      exchange.sendResponseHeaders(page.status(), isTaken ? page.body().length : -1);
      if (isTaken) {
        exchange.getResponseBody().write(page.body());
      }
    }
  }

  private static @Nullable String code(@Nullable String query, String challenge) {
    if (query == null || !query.contains("state=" + challenge)) {
      return null;
    }
    Matcher code = CODE.matcher(query);
    return code.matches() ? code.group(1) : null;
  }

  private JsonNode fetch(String code, String verifier) throws InterruptedException {
    return ApiClient.withoutKey(server.url())
        .post(LoginHttp.FETCH, JSON.createObjectNode().put("code", code).put("verifier", verifier));
  }

  private void keep(JsonNode login) {
    file.keep(server.url(), login.path("token").asString(""), login.path("until").asString(""));
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "Logged in as %s (%s) until %s; kept in %s"
            .formatted(
                login.path("name").asString(""),
                String.join(
                    ", ", login.path("roles").valueStream().map(JsonNode::stringValue).toList()),
                login.path("until").asString(""),
                file.path()));
    err.flush();
  }
}
