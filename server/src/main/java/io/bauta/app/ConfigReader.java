package io.bauta.app;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and validates a configuration. What the command line says wins over the environment, that
 * over the file, that over the defaults.
 */
public final class ConfigReader {

  private static final String HOST_DEFAULT = "127.0.0.1";
  private static final int PORT_DEFAULT = 8080;
  private static final Path DATA_DEFAULT = Path.of("data");
  private static final int PORT_MAX = 65_535;

  private static final List<Key> SERVER_KEYS =
      List.of(
          new Key("server.host", "an address to listen on", HOST_DEFAULT),
          new Key("server.port", "a port from 0 to 65535", "8080"),
          new Key(
              "server.public-url",
              "where carriers reach this server, http or https",
              "https://mask.example.com"),
          new Key(
              "data.url",
              "sqlite:PATH or postgresql://user:password@host:port/database",
              "sqlite:./data/bauta.db"),
          new Key(
              "bookings.carrier-account",
              "the account whose numbers bookings draw on; without it /bookings is not served",
              "telnyx"),
          new Key("admin-key", "a key of at least 20 characters", "${BAUTA_ADMIN_KEY}"));

  private final Map<String, String> environment;

  /**
   * What the command line said.
   *
   * @param file the YAML file; empty means that there is none
   */
  public record CommandLine(
      Optional<Path> file,
      Optional<Path> dataDirectory,
      Optional<String> host,
      Optional<Integer> port) {

    /** Nothing said: all defaults. */
    public static final CommandLine NOTHING =
        new CommandLine(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public ConfigReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The configuration to start with.
   *
   * @throws ConfigException when it is wrong; the message says how to mend it
   */
  public Config read(CommandLine commandLine) {
    ConfigKeys keys = ConfigKeys.parse(commandLine.file().map(this::text).orElse(""), environment);
    List<String> names = keys.namesBelow(ConfigKeys.ACCOUNTS);
    List<Key> known = new ArrayList<>(SERVER_KEYS);
    known.addAll(PlatformReader.KEYS);
    known.addAll(RecordingsReader.KEYS);
    known.addAll(RetentionReader.KEYS);
    known.addAll(EventsReader.KEYS);
    known.addAll(VaultReader.KEYS);
    known.addAll(ApiReader.KEYS);
    known.addAll(DoorReader.KEYS);
    known.addAll(LoginReader.KEYS);
    names.forEach(name -> known.addAll(AccountReader.keys(keys, name)));
    keys.requireKnown(known);

    String host = commandLine.host().or(() -> keys.get("server.host")).orElse(HOST_DEFAULT);
    int port = port(commandLine.port(), keys, host);
    Path data = commandLine.dataDirectory().orElse(DATA_DEFAULT);
    Optional<String> publicUrl = keys.get("server.public-url").map(ConfigReader::publicUrl);
    List<CarrierAccount> accounts =
        new ArrayList<>(
            names.stream().map(name -> AccountReader.read(keys, name, publicUrl)).toList());
    Optional<TutorialReader.Tutorial> tutorial =
        accounts.isEmpty() ? TutorialReader.read(environment, isLoopback(host)) : Optional.empty();
    tutorial.ifPresent(found -> accounts.add(found.account()));
    return new Config(
        host,
        port,
        data,
        new Secret(
            keys.get("data.url")
                .map(ConfigReader::dataUrl)
                .orElse("sqlite:" + data.resolve("bauta.db"))),
        keys.get("admin-key").map(ConfigReader::adminKey),
        accounts,
        keys.get("bookings.carrier-account").map(name -> bookings(name, accounts)),
        PlatformReader.read(keys),
        RecordingsReader.read(keys, data),
        tutorial.map(TutorialReader.Tutorial::pair),
        EventsReader.read(keys),
        ApiReader.requestsPerSecond(keys),
        RetentionReader.read(keys),
        VaultReader.read(keys, data),
        DoorReader.read(keys),
        LoginReader.read(keys, publicUrl));
  }

  private static CarrierAccount bookings(String name, List<CarrierAccount> accounts) {
    return accounts.stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ConfigException.of(
                    "bookings.carrier-account", "the name of a configured account", "telnyx"));
  }

  private String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new ConfigException(
          "--config %s: cannot be read (%s)"
              .formatted(file, unreadable.getClass().getSimpleName()));
    }
  }

  private static int port(Optional<Integer> given, ConfigKeys keys, String host) {
    // Read even where the command line wins: a mistake shall not wait for the day when it does not.
    int configured = keys.get("server.port").map(ConfigReader::port).orElse(PORT_DEFAULT);
    int port = given.map(ConfigReader::port).orElse(configured);
    return port == 0 ? FreePort.of(host) : port;
  }

  private static int port(String text) {
    try {
      return port(Integer.parseInt(text));
    } catch (NumberFormatException notANumber) {
      return port(-1);
    }
  }

  private static int port(int port) {
    if (port < 0 || port > PORT_MAX) {
      throw ConfigException.of("server.port", "a port from 0 to 65535", "8080");
    }
    return port;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw ConfigException.of("server.host", "an address to listen on", HOST_DEFAULT);
    }
  }

  static String publicUrl(String text) {
    try {
      URI url = URI.create(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (IllegalArgumentException notAUrl) {
      // Said below, for every wrong value alike.
    }
    throw ConfigException.of(
        "public-url", "an http or https URL without query", "https://mask.example.com");
  }

  private static String dataUrl(String text) {
    if (text.startsWith("sqlite:") || text.startsWith("postgresql://")) {
      return text;
    }
    throw ConfigException.of(
        "data.url",
        "sqlite:PATH or postgresql://user:password@host:port/database",
        "sqlite:./data/bauta.db");
  }

  private static Secret adminKey(String text) {
    if (text.length() < AdminKey.LENGTH_MIN) {
      throw ConfigException.of(
          "admin-key",
          "a key of at least %d characters".formatted(AdminKey.LENGTH_MIN),
          "${BAUTA_ADMIN_KEY}");
    }
    return new Secret(text);
  }
}
