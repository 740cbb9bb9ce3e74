package io.bauta.app;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's number, as whoever runs a command types it: at a prompt, or in standard input. Never
 * among the arguments: those stay in the shell's history, and everybody on the machine sees them.
 */
final class TypedNumber {

  /** More than any number has, however it is written. */
  static final int LENGTH_MAX = 40;

  private TypedNumber() {}

  // Where the console is the plain one of java.base, there is none without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static String read() {
    @Nullable Console console = System.console();
    String line = console != null && console.isTerminal() ? console.readLine("Number: ") : first();
    if (line == null || line.isBlank()) {
      throw new CommandException(
          "no number: type it when it is asked for, or give it in standard input, such as"
              + " bauta erase --reason R < FILE");
    }
    if (line.length() > LENGTH_MAX) {
      throw new CommandException("the first line of standard input is no number: it is too long");
    }
    return line.strip();
  }

  @SuppressWarnings("NullAway") // There may be no line.
  private static String first() {
    try {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("standard input cannot be read", unreadable);
    }
  }
}
