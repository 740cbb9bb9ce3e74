package io.bauta.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the server takes as its certificate, and what it does when its files change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerTlsTest {

  /** A little later than the certificates are made. */
  private static final Instant NOW = Instant.now().plus(Duration.ofHours(1));

  private final Logger log = (Logger) LoggerFactory.getLogger(ServerTls.class);
  private ListAppender<ILoggingEvent> lines;
  private TestCertificate first;
  private TestCertificate second;
  private TestCertificate rsa;

  @BeforeAll
  void make(@TempDir Path directory) throws Exception {
    first = TestCertificate.make("EC", 30);
    second = TestCertificate.make("EC", 60);
    rsa = TestCertificate.make("RSA", 30);
  }

  @BeforeEach
  void listen() {
    lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The certificate that a client is shown. */
  private static X509Certificate shown(ServerTls tls) throws Exception {
    SSLEngine server = tls.context().createSSLEngine();
    server.setUseClientMode(false);
    List<X509Certificate> seen = Collections.synchronizedList(new ArrayList<>());
    SSLEngine client = Handshakes.client(seen);
    Handshakes.shake(client, server);
    return seen.getFirst();
  }

  /** Two engines that speak to each other in memory. */
  private static final class Handshakes {

    static SSLEngine client(List<X509Certificate> seen) throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null,
          new TrustManager[] {
            new X509TrustManager() {
              @Override
              public void checkClientTrusted(X509Certificate[] chain, String type) {}

              @Override
              public void checkServerTrusted(X509Certificate[] chain, String type) {
                seen.addAll(List.of(chain));
              }

              @Override
              public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
              }
            }
          },
          null);
      SSLEngine client = context.createSSLEngine();
      client.setUseClientMode(true);
      return client;
    }

    static void shake(SSLEngine client, SSLEngine server) throws Exception {
      ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
      ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
      client.beginHandshake();
      server.beginHandshake();
      for (int i = 0; i < 100 && !(isDone(client) && isDone(server)); i++) {
        step(client, toServer, toClient);
        step(server, toClient, toServer);
      }
      assertThat(isDone(client) && isDone(server)).isTrue();
    }

    private static boolean isDone(SSLEngine engine) {
      return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws Exception {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> {
          SSLEngineResult _ = engine.wrap(ByteBuffer.allocate(0), out);
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          in.flip();
          SSLEngineResult _ = engine.unwrap(in, ByteBuffer.allocate(64 * 1024));
          in.compact();
        }
        case NEED_TASK -> engine.getDelegatedTask().run();
        case FINISHED, NOT_HANDSHAKING -> {
          // Nothing to do.
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void keysOfTheUsualKindsAreServed(String algorithm, @TempDir Path directory) throws Exception {
    TestCertificate made = TestCertificate.make(algorithm, 30);
    assertThat(shown(new ServerTls(made.write(directory), NOW))).isEqualTo(made.certificate());
  }

  @Test
  void onlyTheVersionsThatHold(@TempDir Path directory) throws Exception {
    ServerTls tls = new ServerTls(first.write(directory), NOW);
    assertThat(tls.context().createSSLEngine().getEnabledProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(tls.context().getDefaultSSLParameters().getProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
  }

  private static void assertRefused(TlsFiles files, Instant now, String... words) {
    assertThatThrownBy(() -> new ServerTls(files, now))
        .isInstanceOf(TlsException.class)
        .message()
        .contains(words);
  }

  private TlsFiles with(Path directory, String keyPem) throws Exception {
    TlsFiles files = first.write(directory);
    Files.writeString(files.privateKey(), keyPem);
    return files;
  }

  @Test
  void anEncryptedKeyIsSaidToBeOne(@TempDir Path directory) throws Exception {
    String encrypted = TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});
    assertRefused(with(directory, encrypted), NOW, "is encrypted", "openssl pkcs8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"})
  void aKeyOfAnotherKindIsSaidToBeOne(String kind, @TempDir Path directory) throws Exception {
    TlsFiles files = with(directory, TestCertificate.pem(kind, new byte[] {1, 2, 3}));
    assertRefused(files, NOW, "PKCS#8", "found " + kind, "openssl pkcs8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefused(String junk, @TempDir Path directory) throws Exception {
    assertRefused(with(directory, junk), NOW, "privkey.pem", "expected");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused(@TempDir Path directory) throws Exception {
    assertRefused(with(directory, second.keyPem()), NOW, "is not the private key");
  }

  @Test
  void aKeyOfAnotherAlgorithmIsRefused(@TempDir Path directory) throws Exception {
    assertRefused(with(directory, rsa.keyPem()), NOW, "expected the private key", "EC");
  }

  @Test
  void aCertificateThatEndedIsRefused(@TempDir Path directory) throws Exception {
    assertRefused(first.write(directory), NOW.plus(Duration.ofDays(31)), "ended", "renew");
  }

  @Test
  void oneThatHoldsLaterIsRefused(@TempDir Path directory) throws Exception {
    assertRefused(first.write(directory), NOW.minus(Duration.ofDays(2)), "holds from", "clock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rw-----w-"})
  void aKeyThatOthersReachIsRefused(String open, @TempDir Path directory) throws Exception {
    TlsFiles files = first.write(directory);
    Files.setPosixFilePermissions(files.privateKey(), PosixFilePermissions.fromString(open));
    assertRefused(files, NOW, "open to other users", "chmod 600");
  }

  @Test
  void aKeyThatAGroupMayReadIsTaken(@TempDir Path directory) throws Exception {
    TlsFiles files = first.write(directory);
    Files.setPosixFilePermissions(files.privateKey(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(shown(new ServerTls(files, NOW))).isEqualTo(first.certificate());
  }

  @Test
  void missingFilesAreNamed(@TempDir Path directory) throws Exception {
    TlsFiles files = first.write(directory);
    Files.delete(files.certificate());
    assertRefused(files, NOW, "chain.pem", "cannot be read");
  }

  @Test
  void aCertificateThatIsNoneIsRefused(@TempDir Path directory) throws Exception {
    TlsFiles files = first.write(directory);
    Files.writeString(files.certificate(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END");
    assertRefused(files, NOW, "chain.pem", "expected a certificate");
  }

  @Test
  void certificatesInTheWrongOrderAreRefused(@TempDir Path directory) throws Exception {
    TlsFiles files = first.write(directory);
    Files.writeString(files.certificate(), first.certificatePem() + second.certificatePem());
    assertRefused(files, NOW, "certificate 1 is not signed by certificate 2");
  }

  @Test
  void messagesHoldNothingOfTheKey(@TempDir Path directory) throws Exception {
    TlsFiles files = with(directory, second.keyPem());
    String some = second.keyPem().lines().skip(1).findFirst().orElseThrow().substring(0, 20);
    assertThatThrownBy(() -> new ServerTls(files, NOW)).message().doesNotContain(some);
  }

  @Test
  void newFilesAreTakenWhileItRuns(@TempDir Path directory) throws Exception {
    ServerTls tls = new ServerTls(first.write(directory), NOW);
    second.write(directory);
    tls.look(NOW);
    assertThat(shown(tls)).isEqualTo(second.certificate());
    assertThat(said()).anyMatch(line -> line.contains("was replaced"));
  }

  @Test
  void aCertificateWithoutItsKeyChangesNothingUntilTheKeyIsThere(@TempDir Path directory)
      throws Exception {
    TlsFiles files = first.write(directory);
    ServerTls tls = new ServerTls(files, NOW);
    Files.writeString(files.certificate(), second.certificatePem());
    tls.look(NOW);
    tls.look(NOW);
    assertThat(shown(tls)).isEqualTo(first.certificate());
    assertThat(said()).hasSize(1).allMatch(line -> line.contains("stays the one before"));
    Files.writeString(files.privateKey(), second.keyPem());
    tls.look(NOW);
    assertThat(shown(tls)).isEqualTo(second.certificate());
  }

  @Test
  void filesThatAreGoneChangeNothing(@TempDir Path directory) throws Exception {
    TlsFiles files = first.write(directory);
    ServerTls tls = new ServerTls(files, NOW);
    Files.delete(files.privateKey());
    tls.look(NOW);
    assertThat(shown(tls)).isEqualTo(first.certificate());
  }

  @Test
  void theEndIsWarnedOfOnceADay(@TempDir Path directory) throws Exception {
    ServerTls tls = new ServerTls(first.write(directory), NOW);
    tls.look(NOW.plus(Duration.ofDays(15)));
    assertThat(said()).isEmpty();
    Instant late = NOW.plus(Duration.ofDays(17));
    tls.look(late);
    tls.look(late.plus(Duration.ofHours(23)));
    assertThat(said()).hasSize(1).allMatch(line -> line.contains("renew it"));
    tls.look(late.plus(Duration.ofHours(25)));
    assertThat(said()).hasSize(2);
    tls.look(late.plus(Duration.ofDays(20)));
    assertThat(said()).last().asString().contains("ended at");
  }
}
