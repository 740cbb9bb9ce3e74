package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.bauta.doctor.PublicUrlExam.Answered;
import io.bauta.doctor.PublicUrlExam.NotReached;
import io.bauta.doctor.PublicUrlExam.Seen;
import io.bauta.doctor.PublicUrlExam.Silence;
import io.bauta.door.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The probe before servers with certificates that hold, and that do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicUrlProbeTest {

  private static final String INSTANCE = "01234567-89ab-cdef-0123-456789abcdef";
  private static final char[] PASSWORD = "of-no-importance".toCharArray();
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> dates = new ArrayList<>();
  private TestCertificate authority;
  private KeyStore anchors;

  @BeforeAll
  void found() throws Exception {
    authority = TestCertificate.authority();
    anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("authority", authority.certificate());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    open.clear();
    dates.clear();
  }

  /** Where a server shows this certificate, and says that it is {@link #INSTANCE}. */
  private URI serving(TestCertificate shown) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("own", shown.key(), PASSWORD, new Certificate[] {shown.certificate()});
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = INSTANCE.getBytes(US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
  }

  private Seen ask(URI url) throws InterruptedException {
    return new PublicUrlProbe(dates::add, anchors, LONG).ask(url);
  }

  private void assertFlawed(TestCertificate shown, String word) throws Exception {
    assertThat(ask(serving(shown)))
        .isEqualTo(
            new NotReached(
                Silence.CERTIFICATE,
                word,
                Optional.of(shown.certificate().getNotAfter().toInstant())));
    assertThat(dates).isEmpty();
  }

  @Test
  void aCertificateThatHoldsIsTakenAndItsEndIsSaid() throws Exception {
    assertThat(ask(serving(authority.signs("localhost", YESTERDAY, TOMORROW))))
        .isEqualTo(
            new Answered(200, Optional.of(INSTANCE), Optional.empty(), Optional.of(TOMORROW)));
    assertThat(dates).hasSize(1);
  }

  @Test
  void aCertificateThatHasEndedIsFound() throws Exception {
    assertFlawed(
        authority.signs("localhost", YESTERDAY.minus(Duration.ofDays(90)), YESTERDAY),
        "it has ended");
  }

  @Test
  void aCertificateThatDoesNotHoldYetIsFound() throws Exception {
    assertFlawed(
        authority.signs("localhost", TOMORROW, TOMORROW.plus(Duration.ofDays(90))),
        "it does not hold yet; or this machine's clock is wrong");
  }

  @Test
  void aCertificateForAnotherNameIsFound() throws Exception {
    assertFlawed(authority.signs("www.example.com", YESTERDAY, TOMORROW), "it is for another name");
  }

  @Test
  void aCertificateThatNobodySignedIsFound() throws Exception {
    assertFlawed(
        TestCertificate.make("EC", 30),
        "nobody signed it whom this machine trusts, or the certificates between are not sent");
    assertFlawed(
        TestCertificate.authority().signs("localhost", YESTERDAY, TOMORROW),
        "its signature is not taken (INVALID_SIGNATURE)");
  }

  @Test
  void thisMachineTrustsNoAuthorityOfATest() throws Exception {
    URI url = serving(authority.signs("localhost", YESTERDAY, TOMORROW));
    assertThat(new PublicUrlProbe(dates::add).ask(url))
        .isInstanceOfSatisfying(
            NotReached.class, seen -> assertThat(seen.why()).isEqualTo(Silence.CERTIFICATE));
  }

  // Without TLS.

  /** Where whoever connects is told {@code words}, and nothing more. */
  private ServerSocket saying(String words) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(listening);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listening.isClosed()) {
                try {
                  Socket come = listening.accept();
                  open.add(come);
                  come.getOutputStream().write(words.getBytes(US_ASCII));
                  come.getOutputStream().flush();
                } catch (IOException closed) {
                  return;
                }
              }
            });
    return listening;
  }

  private static URI url(String scheme, ServerSocket listening) {
    return URI.create("%s://127.0.0.1:%d/".formatted(scheme, listening.getLocalPort()));
  }

  @Test
  void whatSpeaksNoTlsIsFound() throws Exception {
    assertThat(ask(url("https", saying("HTTP/1.1 400 Bad Request\r\n\r\n"))))
        .isEqualTo(
            new NotReached(
                Silence.OTHER, "what listens there does not speak TLS", Optional.empty()));
  }

  @Test
  void whatListensAndSaysNothingOrDoesNotComeToItsEndIsNotWaitedForLong() throws Exception {
    for (String words : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 36\r\n\r\n0123")) {
      assertThat(new PublicUrlProbe(dates::add, anchors, SHORT).ask(url("http", saying(words))))
          .isEqualTo(new NotReached(Silence.TIME_OUT, "", Optional.empty()));
    }
  }

  @Test
  void whereNobodyListensIsFound() throws Exception {
    ServerSocket gone = saying("");
    gone.close();
    assertThat(ask(url("http", gone)))
        .isEqualTo(new NotReached(Silence.REFUSED, "", Optional.empty()));
    assertThat(ask(URI.create("http://mask.invalid/")))
        .isEqualTo(new NotReached(Silence.UNKNOWN_HOST, "", Optional.empty()));
  }
}
