package io.bauta.app;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.door.Network;
import io.bauta.door.TlsFiles;
import io.bauta.door.TrustedProxies;
import io.bauta.door.TrustedProxies.Header;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads how the server is reached, and by whom. */
final class DoorReader {

  private static final String CERTIFICATE = "server.tls.certificate-file";
  private static final String PRIVATE_KEY = "server.tls.private-key-file";
  private static final String PROXIES = "server.trusted-proxies";
  private static final String HEADER = "server.forwarded-header";
  private static final String PER_ADDRESS = "server.connections-per-address";
  private static final String REQUEST = "server.request-seconds";
  private static final String WRITE = "server.write-seconds";
  private static final String CORS = "api.cors-origins";

  private static final String CERTIFICATE_EXPECTED =
      "a PEM file with the server's certificate and those between it and the root";
  private static final String PRIVATE_KEY_EXPECTED =
      "a PEM file with the certificate's private key, PKCS#8";
  private static final String PROXIES_EXPECTED =
      "addresses of proxies, or networks such as 10.0.0.0/8, of which none may hold all addresses";
  private static final String HEADER_EXPECTED = "x-forwarded-for or forwarded";
  private static final String PER_ADDRESS_EXPECTED =
      "a whole number from 1 to " + HttpServer.CONNECTIONS_MAX;
  private static final int SECONDS_MAX = 300;
  private static final String SECONDS_EXPECTED = "whole seconds from 1 to " + SECONDS_MAX;
  private static final String CORS_EXPECTED =
      "origins as a browser writes them: scheme, host, and a port if it is not the usual one";

  private static final Pattern ORIGIN =
      Pattern.compile("(https?)://([a-z0-9.-]+|\\[[0-9a-f:]+])(:\\d{1,5})?");

  static final List<Key> KEYS =
      List.of(
          new Key(CERTIFICATE, CERTIFICATE_EXPECTED, "/etc/bauta/tls/fullchain.pem"),
          new Key(PRIVATE_KEY, PRIVATE_KEY_EXPECTED, "/etc/bauta/tls/privkey.pem"),
          new Key(PROXIES, PROXIES_EXPECTED, "[127.0.0.1, 10.0.0.0/8]", true),
          new Key(HEADER, HEADER_EXPECTED, "x-forwarded-for"),
          new Key(PER_ADDRESS, PER_ADDRESS_EXPECTED, "1000"),
          new Key(REQUEST, SECONDS_EXPECTED, "20"),
          new Key(WRITE, SECONDS_EXPECTED, "30"),
          new Key(CORS, CORS_EXPECTED, "[https://console.example.com]", true));

  private DoorReader() {}

  static ServerDoor read(ConfigKeys keys) {
    ConnectionLimits usual = ConnectionLimits.DEFAULT;
    return new ServerDoor(
        tls(keys),
        new TrustedProxies(
            keys.get(PROXIES).map(DoorReader::networks).orElse(List.of()),
            keys.get(HEADER).map(DoorReader::header).orElse(TrustedProxies.NONE.header())),
        new ConnectionLimits(
            whole(keys, PER_ADDRESS, HttpServer.CONNECTIONS_MAX, PER_ADDRESS_EXPECTED)
                .orElse(usual.perAddress()),
            seconds(keys, REQUEST).orElse(usual.request()),
            seconds(keys, WRITE).orElse(usual.write())),
        keys.get(CORS).map(DoorReader::origins).orElse(Set.of()));
  }

  /** What is in the files is looked at by the server alone: a command may not read the key. */
  private static Optional<TlsFiles> tls(ConfigKeys keys) {
    Optional<String> certificate = keys.get(CERTIFICATE);
    Optional<String> privateKey = keys.get(PRIVATE_KEY);
    if (certificate.isPresent() && privateKey.isEmpty()) {
      throw ConfigException.of(
          PRIVATE_KEY,
          PRIVATE_KEY_EXPECTED + ", because there is a certificate",
          "/etc/bauta/tls/privkey.pem");
    }
    if (privateKey.isPresent() && certificate.isEmpty()) {
      throw ConfigException.of(
          CERTIFICATE,
          CERTIFICATE_EXPECTED + ", because there is a private key",
          "/etc/bauta/tls/fullchain.pem");
    }
    return certificate.flatMap(
        chain -> privateKey.map(key -> new TlsFiles(Path.of(chain), Path.of(key))));
  }

  private static Stream<String> values(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip);
  }

  private static List<Network> networks(String text) {
    return values(text)
        .map(
            value ->
                Network.parse(value)
                    .filter(network -> network.bits() > 0)
                    .orElseThrow(
                        () ->
                            ConfigException.of(
                                PROXIES, PROXIES_EXPECTED, "[127.0.0.1, 10.0.0.0/8]")))
        .toList();
  }

  private static Header header(String text) {
    return Arrays.stream(Header.values())
        .filter(header -> header.text().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> ConfigException.of(HEADER, HEADER_EXPECTED, "x-forwarded-for"));
  }

  private static Optional<Duration> seconds(ConfigKeys keys, String name) {
    return whole(keys, name, SECONDS_MAX, SECONDS_EXPECTED).map(Duration::ofSeconds);
  }

  private static Optional<Integer> whole(ConfigKeys keys, String name, int max, String expected) {
    return keys.get(name).map(text -> WholeNumbers.read(text, 1, max, name, expected));
  }

  private static Set<String> origins(String text) {
    return values(text).map(DoorReader::origin).collect(Collectors.toUnmodifiableSet());
  }

  /** A browser writes no usual port, and a page of no origin says null. */
  private static String origin(String text) {
    boolean usualPort =
        (text.startsWith("https:") && text.endsWith(":443"))
            || (text.startsWith("http:") && text.endsWith(":80"));
    if (!ORIGIN.matcher(text).matches() || usualPort) {
      throw ConfigException.of(CORS, CORS_EXPECTED, "[https://console.example.com]");
    }
    return text;
  }
}
