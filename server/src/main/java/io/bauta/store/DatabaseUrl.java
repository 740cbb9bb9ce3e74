package io.bauta.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/** Which database to use, as an operator writes it. */
public sealed interface DatabaseUrl {

  String EXPECTED =
      "expected sqlite:PATH or postgresql://user:password@host:port/name, such as"
          + " sqlite:data/bauta.db";

  /** A file, {@code sqlite:data/bauta.db}. */
  record Sqlite(Path file) implements DatabaseUrl {
    @Override
    public String toString() {
      return "sqlite:" + file;
    }
  }

  /** A server, {@code postgresql://user:password@host:port/name}. Prints without its password. */
  record Postgres(String host, int port, String name, String user, String password, String options)
      implements DatabaseUrl {

    static final int PORT_DEFAULT = 5432;

    /**
     * How long the server may be silent in an answer. Then the connection is given up: one that
     * hangs would hold a turn of the keys, and everybody else. {@code socketTimeout} among the
     * options is another one, in seconds.
     */
    static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);

    String jdbc() {
      return "jdbc:postgresql://%s:%d/%s%s"
          .formatted(host, port, name, options.isEmpty() ? "" : "?" + options);
    }

    /** What the driver needs beside the address; holds the password. */
    Properties properties() {
      Properties properties = new Properties();
      properties.setProperty("user", user);
      properties.setProperty("password", password);
      properties.setProperty("ApplicationName", "bauta");
      properties.setProperty("connectTimeout", "10");
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("socketTimeout", Long.toString(ANSWER_WAIT_MAX.toSeconds()));
      // Else a fault names the values of the row that it is about.
      properties.setProperty("logServerErrorDetail", "false");
      return properties;
    }

    /** The same to bring the schema up to date: to make an index of a great table takes long. */
    Properties propertiesToMigrate() {
      Properties properties = properties();
      properties.remove("socketTimeout");
      return properties;
    }

    @Override
    public String toString() {
      return "postgresql://%s@%s:%d/%s".formatted(user, host, port, name);
    }
  }

  /**
   * Reads what an operator wrote.
   *
   * @throws IllegalArgumentException when it is neither form; the message does not repeat it,
   *     because it may hold a password
   */
  static DatabaseUrl parse(String text) {
    if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
      return new Sqlite(Path.of(text.substring("sqlite:".length())));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("postgresql://") || lower.startsWith("postgres://")) {
      return postgres(text);
    }
    throw new IllegalArgumentException("not a database: " + EXPECTED);
  }

  private static Postgres postgres(String text) {
    try {
      URI uri = URI.create(text);
      String[] credentials = uri.getRawUserInfo().split(":", 2);
      return new Postgres(
          uri.getHost().toString(),
          uri.getPort() < 0 ? Postgres.PORT_DEFAULT : uri.getPort(),
          uri.getRawPath().substring(1),
          decoded(credentials[0]),
          credentials.length > 1 ? decoded(credentials[1]) : "",
          uri.getRawQuery() == null ? "" : uri.getRawQuery());
    } catch (RuntimeException malformed) {
      // Not passed on as the cause: its message repeats the whole text.
      throw new IllegalArgumentException("not a database: " + EXPECTED);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
