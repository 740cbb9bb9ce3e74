package io.bauta.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bauta vault}: the keys of a running server, and their rotation. */
@Command(
    name = "vault",
    description = {
      "Shows and rotates the keys that keep real numbers secret. Asks a running server, which goes on"
          + " serving meanwhile. Keys themselves are never shown."
    },
    subcommands = {
      VaultCommand.Status.class,
      VaultCommand.Rotate.class,
      VaultCommand.RotateMaster.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta vault status"})
final class VaultCommand implements Runnable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final String PATH = "/v1/vault";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code bauta vault status}. */
  @Command(
      name = "status",
      description = "Shows which keys there are, since when, and how far a rotation is.",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Status implements Callable<Integer> {

    @Mixin private JsonOption json;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      JsonNode vault = server.client().get(PATH);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json.isGiven() ? vault.toPrettyString() : text(vault));
      out.flush();
      return 0;
    }
  }

  /** {@code bauta vault rotate}. */
  @Command(
      name = "rotate",
      description = {
        "Makes a new data key and has everything in the database follow it, beside the calls.",
        "A server that is stopped meanwhile goes on with it at its next start."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Rotate implements Callable<Integer> {

    /** Which. */
    enum Key {
      sealing,
      tokens
    }

    @Parameters(
        paramLabel = "KEY",
        description = "sealing, with which numbers are sealed, or tokens, by which they are found.")
    private Key key;

    @Option(names = "--follow", description = "Shows how far it is, until it is done.")
    private boolean follow;

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      ApiClient client = server.client();
      PrintWriter out = spec.commandLine().getOut();
      JsonNode vault = ask(client, key.name());
      out.println(rotation(vault));
      while (follow && vault.path("rotation").isObject()) {
        out.flush();
        Thread.sleep(LOOK_EVERY);
        vault = client.get(PATH);
        out.println(rotation(vault));
      }
      out.flush();
      return 0;
    }
  }

  /** {@code bauta vault rotate-master}. */
  @Command(
      name = "rotate-master",
      description = {
        "Wraps the data keys with another master key; the one before opens them no more.",
        "Where it is in a file, FILE, the new one is taken from FILE.next, or made there, and then"
            + " takes the place of FILE. Where a command prints it, change what it prints first."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class RotateMaster implements Callable<Integer> {

    @Mixin private ServerOptions server;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      JsonNode vault = ask(server.client(), "master");
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "the data keys are wrapped with a new master key, %s; keep a copy of it: whoever loses it loses the numbers"
              .formatted(vault.at("/master_key/place").asString("")));
      vault.path("warning").asStringOpt().ifPresent(warning -> out.println("BUT: " + warning));
      out.flush();
      return 0;
    }
  }

  private static JsonNode ask(ApiClient client, String key) throws InterruptedException {
    return client.post(PATH + "/rotate", JsonMapper.shared().createObjectNode().put("key", key));
  }

  private static String text(JsonNode vault) {
    StringBuilder text = new StringBuilder();
    text.append(
        "master key  %s, in use since %s%n"
            .formatted(
                vault.at("/master_key/place").asString(""),
                vault.at("/master_key/wrapped_at").asString("")));
    for (JsonNode key : vault.path("keys")) {
      text.append(
          "%-10s  %s, made %s%s%n"
              .formatted(
                  key.path("kind").asString(""),
                  key.path("id").asString(""),
                  key.path("made_at").asString(""),
                  key.path("retired_at").isString()
                      ? ", taken out " + key.path("retired_at").asString("")
                      : ""));
    }
    return text.append(rotation(vault)).toString();
  }

  private static String rotation(JsonNode vault) {
    JsonNode rotation = vault.path("rotation");
    return rotation.isObject()
        ? "rotation    of %s: %s, pass %d, %s, %d of %d rows looked at, %d changed"
            .formatted(
                rotation.path("key").asString(""),
                rotation.path("stage").asString(""),
                rotation.path("pass").asInt(),
                rotation.path("table").asString("about to begin"),
                rotation.path("rows_looked_at").asLong(),
                rotation.path("rows").asLong(),
                rotation.path("rows_changed").asLong())
        : "rotation    none is under way";
  }
}
