package io.bauta.app;

import picocli.CommandLine.Option;

/** Whether the server's answer is to be printed for a program. */
final class JsonOption {

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  boolean isGiven() {
    return json;
  }
}
