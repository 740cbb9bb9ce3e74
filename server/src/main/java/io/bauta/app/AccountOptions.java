package io.bauta.app;

import io.bauta.app.ConfigReader.CommandLine;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the configuration with the carrier accounts is, and the server that runs with it. */
final class AccountOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The server's configuration, YAML (default: none).")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data directory, where its key is (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--url",
      paramLabel = "U",
      description = "The running server (default: as configured, else http://127.0.0.1:8080).")
  private @Nullable URI url;

  /** The configuration's file, where one was given. */
  Optional<Path> file() {
    return Optional.ofNullable(config);
  }

  Config read(Surroundings surroundings) {
    return new ConfigReader(surroundings.environment())
        .read(
            new CommandLine(
                Optional.ofNullable(config),
                Optional.ofNullable(data),
                Optional.empty(),
                Optional.empty()));
  }

  /**
   * The account that is called {@code name}.
   *
   * @throws ParameterException when there is none; the message lists those that there are
   */
  ConfiguredAccount account(
      String name, Config read, Surroundings surroundings, CommandSpec command) {
    return ConfiguredAccount.find(name, read, surroundings)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(), ConfiguredAccount.unknown(name, read)));
  }

  /**
   * Where the server is.
   *
   * @throws ParameterException when what was said is no URL of a server
   */
  URI server(Config read, CommandSpec command) {
    URI server = Optional.ofNullable(url).orElseGet(read::localUrl);
    boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
    if (!web || server.getHost() == null) {
      throw new ParameterException(
          command.commandLine(), "--url: expected a URL such as http://127.0.0.1:8080");
    }
    return server;
  }
}
