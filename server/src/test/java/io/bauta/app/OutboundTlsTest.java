package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.bauta.door.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whom the server's own clients believe: commands to a carrier and events to the platform hold real
 * numbers and keys.
 */
@Timeout(60)
class OutboundTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Instant BEFORE = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant AFTER = Instant.parse("2990-01-01T00:00:00Z");

  private final List<HttpsServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void aPlaceIsBelievedByItsNameAndAnAuthorityThatIsTrusted(@TempDir Path directory)
      throws Exception {
    TestCertificate authority = TestCertificate.authority();
    Path anchors = trusting(authority, directory);

    assertThat(asked(anchors, place(authority.signs("localhost", BEFORE, AFTER))))
        .containsExactly("carrier 200", "platform 200");
    assertThat(
            asked(
                anchors,
                place(authority.signs("api.example.com", BEFORE, AFTER)),
                place(authority.signs("localhost", BEFORE, BEFORE.plusSeconds(60))),
                place(TestCertificate.authority().signs("localhost", BEFORE, AFTER)),
                place(TestCertificate.make("EC", 90))))
        .as("of another name, over, of another authority, of nobody but itself")
        .hasSize(8)
        .containsOnly("carrier NOT_TRUSTED", "platform NOT_TRUSTED");
  }

  private String place(TestCertificate certificate) throws Exception {
    KeyStore own = empty();
    own.setKeyEntry(
        "own", certificate.key(), PASSWORD, new Certificate[] {certificate.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    servers.add(server);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  private static KeyStore empty() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Path trusting(TestCertificate authority, Path directory) throws Exception {
    KeyStore anchors = empty();
    anchors.setCertificateEntry("authority", authority.certificate());
    Path file = directory.resolve("anchors.p12");
    try (var out = Files.newOutputStream(file)) {
      anchors.store(out, PASSWORD);
    }
    return file;
  }

  /** What each of our clients got from each of these places. */
  private static List<String> asked(Path anchors, String... urls) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djavax.net.ssl.trustStore=" + anchors,
                "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD),
                "-cp",
                System.getProperty("java.class.path"),
                TlsClients.class.getName()));
    command.addAll(List.of(urls));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var lines = process.inputReader(UTF_8)) {
      return lines.lines().toList();
    } finally {
      process.waitFor();
    }
  }
}
