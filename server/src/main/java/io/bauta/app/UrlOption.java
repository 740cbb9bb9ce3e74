package io.bauta.app;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which server a command is for. */
final class UrlOption {

  @Option(
      names = "--url",
      paramLabel = "U",
      defaultValue = "http://127.0.0.1:8080",
      description = "The running server (default: ${DEFAULT-VALUE}).")
  private URI url;

  URI url() {
    return url;
  }
}
