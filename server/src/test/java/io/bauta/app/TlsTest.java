package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.door.ClientTrust;
import io.bauta.door.TestCertificate;
import io.bauta.door.TlsFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole server that speaks TLS itself, with a certificate that signs itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  /** A little ahead, because the certificates begin to hold when they are made. */
  private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));

  private Path directory;
  private TestCertificate own;
  private TestCertificate next;
  private TlsFiles files;
  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    directory = data;
    own = TestCertificate.make("EC", 90);
    next = TestCertificate.make("RSA", 90);
    files = own.write(data);
    server = RunningServer.start(data, tls(files) + SECRET_PATH, CLOCK);
  }

  private static String tls(TlsFiles files) {
    return "server: { request-seconds: 1, tls: { certificate-file: '%s', private-key-file: '%s' } }\n"
        .formatted(files.certificate(), files.privateKey());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static HttpClient trusting(X509Certificate certificate) {
    return HttpClient.newBuilder().sslContext(ClientTrust.context(List.of(certificate))).build();
  }

  private HttpResponse<String> live(HttpClient client) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/health/live")).timeout(SOON).build(),
        BodyHandlers.ofString());
  }

  @Test
  void itSpeaksTlsAndTellsBrowsersToStayWithIt() throws Exception {
    assertThat(server.url().getScheme()).isEqualTo("https");
    try (HttpClient client = trusting(own.certificate())) {
      HttpResponse<String> answer = live(client);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(answer.headers().firstValue("strict-transport-security"))
          .hasValue("max-age=31536000");
    }
  }

  @Test
  void whoDoesNotTrustItsCertificateDoesNotConnect() throws Exception {
    try (HttpClient client = trusting(next.certificate())) {
      assertThatThrownBy(() -> live(client)).isInstanceOf(SSLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void bothVersionsThatHoldAreSpoken(String version) throws Exception {
    try (SSLSocket socket = socket()) {
      socket.setEnabledProtocols(new String[] {version});
      socket.getOutputStream().write(LIVE.getBytes(US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 200");
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  private SSLSocket socket() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            ClientTrust.context(List.of(own.certificate(), next.certificate()))
                .getSocketFactory()
                .createSocket(server.url().getHost(), server.url().getPort());
    socket.setSoTimeout((int) SOON.toMillis());
    return socket;
  }

  /** Said in bytes, because our own JDK does not speak the old versions any more either. */
  @ParameterizedTest
  @ValueSource(ints = {0x0300, 0x0301, 0x0302})
  void olderVersionsAreRefused(int version) throws Exception {
    byte[] answer = bare(hello((short) version));
    assertThat(answer).hasSizeGreaterThanOrEqualTo(7);
    assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
    assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
    assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
  }

  /** The first message of a client that knows no newer version than this. */
  private static byte[] hello(short version) {
    ByteBuffer body = ByteBuffer.allocate(512);
    body.putShort(version).put(new byte[32]).put((byte) 0);
    body.putShort((short) 4).putShort((short) 0xC013).putShort((short) 0xC009);
    body.put((byte) 1).put((byte) 0);
    byte[] groups = {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0};
    body.putShort((short) groups.length).put(groups).flip();
    ByteBuffer all = ByteBuffer.allocate(9 + body.remaining());
    all.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body.remaining()));
    all.put((byte) 1).put((byte) 0).putShort((short) body.remaining()).put(body);
    return all.array();
  }

  /** What comes back to these bytes, until the server hangs up. */
  private byte[] bare(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket.getOutputStream().write(bytes);
      return readAll(socket);
    }
  }

  private static byte[] readAll(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.write(next);
      }
    } catch (SocketException reset) {
      // Nothing more comes, either way.
    }
    return all.toByteArray();
  }

  @Test
  void plainHttpGetsNoAnswerAndHarmsNobody() throws Exception {
    assertThat(new String(bare(LIVE.getBytes(US_ASCII)), US_ASCII)).doesNotContain("HTTP/1.1 200");
    itSpeaksTlsAndTellsBrowsersToStayWithIt();
  }

  @Test
  void anAgreementOnKeysThatNeverEndsIsCutOff() throws Exception {
    assertThat(bare(new byte[] {22, 3, 1})).isEmpty();
  }

  @Test
  void aNewCertificateIsTakenWithoutARestart() throws Exception {
    try {
      next.write(directory);
      long begun = System.nanoTime();
      while (!shown().equals(next.certificate())) {
        assertThat(System.nanoTime() - begun).isLessThan(SOON.toNanos());
        Thread.sleep(100);
      }
    } finally {
      own.write(directory);
      long begun = System.nanoTime();
      while (!shown().equals(own.certificate())) {
        assertThat(System.nanoTime() - begun).isLessThan(SOON.toNanos());
        Thread.sleep(100);
      }
    }
  }

  private X509Certificate shown() throws IOException {
    try (SSLSocket socket = socket()) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void commandsTrustTheCertificateOfTheirConfiguration() throws Exception {
    Config config =
        new ConfigReader(Map.of())
            .read(
                new ConfigReader.CommandLine(
                    Optional.of(server.data().resolve("bauta.yaml")),
                    Optional.of(server.data()),
                    Optional.empty(),
                    Optional.empty()));
    assertThat(ApiClient.answers(server.url(), config)).isTrue();
    assertThat(new ApiClient(server.url(), config).get("/v1/pools").path("data").isArray())
        .isTrue();
  }

  @Test
  void commandsSayWhatToDoWhereTheyDoNotTrustIt() throws Exception {
    ApiClient stranger = new ApiClient(server.url(), server.adminKey());
    assertThatThrownBy(() -> stranger.get("/v1/pools"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("BAUTA_CA_FILE");
  }

  @Test
  void aCertificateThatCannotBeUsedStopsTheStart(@TempDir Path data) throws Exception {
    TlsFiles wrong = own.write(data);
    Files.writeString(wrong.privateKey(), next.keyPem());
    assertThatThrownBy(() -> RunningServer.start(data, tls(wrong) + SECRET_PATH, CLOCK))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("server.tls: ");
    Files.writeString(wrong.privateKey(), own.keyPem());
    Clock late = Clock.fixed(Instant.now().plus(Duration.ofDays(91)), CLOCK.getZone());
    assertThatThrownBy(() -> RunningServer.start(data, tls(wrong) + SECRET_PATH, late))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ended");
  }
}
