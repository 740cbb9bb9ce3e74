package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.access.Role;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code bauta keys}: the keys of a running server's API. */
@Command(
    name = "keys",
    description = {
      "Makes, lists, revokes and rotates the keys of a running server's API.",
      "Asks it with the admin key, or with another key of the role admin in BAUTA_ADMIN_KEY."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      KeysCommand.Create.class,
      KeysCommand.Listing.class,
      KeysCommand.Revoke.class,
      KeysCommand.Rotate.class
    },
    footer = {"", "Try:  bauta keys create --name dispatch --role platform"})
final class KeysCommand implements Runnable {

  private static final String PATH = "/v1/keys";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code bauta keys create}. */
  @Command(
      name = "create",
      description = "Makes a key and prints it. It is not shown again.",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Create implements Callable<Integer> {

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Who or what has it: stands in the audit log.")
    private String name;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "What it is for: admin, operator, platform, read_only or reveal.")
    private Role role;

    @Option(
        names = "--pool",
        paramLabel = "POOL",
        description =
            "Limits it to this pool, by name or id; may be repeated (default: all pools).")
    private List<String> pools = new ArrayList<>();

    @Option(
        names = "--expires-at",
        paramLabel = "T",
        description = "Until when it holds, such as 2027-01-31T18:30:00Z (default: no end).")
    private @Nullable String expiresAt;

    @Option(
        names = "--requests-per-second",
        paramLabel = "N",
        description = "How often it may ask (default: what the server's configuration says).")
    private @Nullable Integer requestsPerSecond;

    @Mixin private JsonOption json;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      ObjectNode body = JsonMapper.shared().createObjectNode();
      body.put("name", name).put("role", role.name().toLowerCase(Locale.ROOT));
      if (!pools.isEmpty()) {
        pools.forEach(body.putArray("pools")::add);
      }
      Optional.ofNullable(expiresAt).ifPresent(end -> body.put("expires_at", end));
      Optional.ofNullable(requestsPerSecond)
          .ifPresent(rate -> body.put("requests_per_second", rate));
      printMade(server.client().post(PATH, body), json.isGiven(), spec);
      return 0;
    }
  }

  /** {@code bauta keys list}. */
  @Command(
      name = "list",
      description = "Lists the keys, oldest first. Revoked ones are listed too.",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Listing implements Callable<Integer> {

    @Option(names = "--json", description = "Prints each key in full, as JSON on a line.")
    private boolean json;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      for (JsonNode key : server.client().all(PATH)) {
        out.println(json ? key : line(key));
      }
      out.flush();
      return 0;
    }
  }

  /** {@code bauta keys revoke}. */
  @Command(
      name = "revoke",
      description = "Revokes a key, for the next request and for good.",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Revoke implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the key, such as key_0190f3c2….")
    private String id;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      server.client().delete(path(id));
      spec.commandLine().getOut().println("%s is revoked".formatted(id));
      return 0;
    }
  }

  /** {@code bauta keys rotate}. */
  @Command(
      name = "rotate",
      description = {
        "Gives a key another secret and prints it. It is not shown again.",
        "The secret before holds for a while beside it."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Rotate implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the key, such as key_0190f3c2….")
    private String id;

    @Option(
        names = "--overlap-seconds",
        paramLabel = "N",
        description = "How long the secret before holds, 0 to 604800 (default: 86400).")
    private @Nullable Integer overlap;

    @Mixin private JsonOption json;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      ObjectNode body = JsonMapper.shared().createObjectNode();
      Optional.ofNullable(overlap).ifPresent(seconds -> body.put("overlap_seconds", seconds));
      printMade(server.client().post(path(id) + "/rotate", body), json.isGiven(), spec);
      return 0;
    }
  }

  private static String path(String id) {
    return PATH + "/" + URLEncoder.encode(id, UTF_8);
  }

  /** The key alone goes where a script reads; the words about it go beside. */
  private static void printMade(JsonNode made, boolean json, CommandSpec spec) {
    if (!json) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(line(made));
      err.println("Keep it now, it is not shown again:");
      err.flush();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? made.toPrettyString() : made.path("key").asString(""));
    out.flush();
  }

  private static String line(JsonNode key) {
    JsonNode pools = key.path("pools");
    return "%s  %-8s  %-9s  %s%s%s%s"
        .formatted(
            key.path("id").asString(""),
            key.path("state").asString(""),
            key.path("role").asString(""),
            key.path("name").asString(""),
            pools.isArray() ? "; %d pools only".formatted(pools.size()) : "",
            said(key, "expires_at", "; until "),
            said(key, "last_used_at", "; last used "));
  }

  private static String said(JsonNode key, String field, String words) {
    String text = key.path(field).asString("");
    return text.isEmpty() ? "" : words + text;
  }
}
