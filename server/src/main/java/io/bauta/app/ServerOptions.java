package io.bauta.app;

import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the server is that a command asks, and what opens it. */
final class ServerOptions {

  @Mixin private UrlOption server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where the server keeps its key (default: ./${DEFAULT-VALUE}).")
  private Path data;

  /** With the key of the environment, else of a login, else of the data directory. */
  ApiClient client() {
    return new ApiClient(
        server.url(),
        ApiClient.key(
            System.getenv("BAUTA_ADMIN_KEY"),
            LoginFile.usual(System.getenv()).token(server.url(), Instant.now()),
            data));
  }
}
