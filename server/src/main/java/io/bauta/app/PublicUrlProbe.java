package io.bauta.app;

import io.bauta.doctor.PublicUrlExam.Answered;
import io.bauta.doctor.PublicUrlExam.NotReached;
import io.bauta.doctor.PublicUrlExam.Seen;
import io.bauta.doctor.PublicUrlExam.Silence;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks a URL of this server as a carrier would: over its public address, with the certificates that
 * this machine trusts, following no redirect.
 */
final class PublicUrlProbe {

  /** How long an answer may take. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

  private static final int BODY_BYTES = 4096;
  private static final int CAUSES = 10;
  private static final int REDIRECT = 3;

  /** What {@link WebhookPaths#INSTANCE} answers, and nothing else does. */
  private static final Pattern INSTANCE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\s*");

  private final Consumer<String> dates;
  private final @Nullable KeyStore anchors;
  private final Duration waitMax;

  /**
   * A probe.
   *
   * @param dates is told, as soon as it came, what an answer says the time is
   */
  PublicUrlProbe(Consumer<String> dates) {
    this(dates, null, ANSWER_WAIT_MAX);
  }

  /**
   * The same.
   *
   * @param anchors whom it trusts; null for whom this machine trusts
   * @param waitMax how long an answer may take
   */
  PublicUrlProbe(Consumer<String> dates, @Nullable KeyStore anchors, Duration waitMax) {
    this.dates = dates;
    this.anchors = anchors;
    this.waitMax = waitMax;
  }

  /** What comes of asking {@code url}. */
  Seen ask(URI url) throws InterruptedException {
    Trust trust = Trust.of(anchors);
    try (HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(waitMax)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(trust.context())
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(waitMax).build();
      return answered(WholeReply.of(http, request, waitMax, BODY_BYTES), trust);
    } catch (IOException none) {
      return silence(none, trust);
    }
  }

  private Seen answered(HttpResponse<byte[]> response, Trust trust) {
    response.headers().firstValue("date").ifPresent(dates);
    Matcher instance = INSTANCE.matcher(new String(response.body(), StandardCharsets.UTF_8));
    return new Answered(
        response.statusCode(),
        response.statusCode() == 200 && instance.matches()
            ? Optional.of(instance.group().strip())
            : Optional.empty(),
        response.statusCode() / 100 == REDIRECT
            ? response.headers().firstValue("location").flatMap(PublicUrlProbe::place)
            : Optional.empty(),
        trust.end());
  }

  /** Without its path, in which there may be a secret. */
  private static Optional<String> place(String location) {
    try {
      URI uri = URI.create(location);
      return Optional.ofNullable(uri.getHost())
          .map(host -> "%s://%s%s".formatted(uri.getScheme(), host, port(uri)));
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }

  private static Seen silence(IOException none, Trust trust) {
    if (has(none, UnresolvedAddressException.class) || has(none, UnknownHostException.class)) {
      return new NotReached(Silence.UNKNOWN_HOST, "", Optional.empty());
    }
    if (none instanceof HttpTimeoutException) {
      return new NotReached(Silence.TIME_OUT, "", trust.end());
    }
    if (has(none, SSLException.class)) {
      return trust.sawCertificate()
          ? new NotReached(Silence.CERTIFICATE, flaw(none), trust.end())
          : new NotReached(Silence.OTHER, "what listens there does not speak TLS", trust.end());
    }
    return has(none, ConnectException.class)
        ? new NotReached(Silence.REFUSED, "", Optional.empty())
        : new NotReached(Silence.OTHER, none.getClass().getSimpleName(), trust.end());
  }

  private static List<Throwable> causes(Throwable fault) {
    List<Throwable> causes = new ArrayList<>();
    Throwable cause = fault;
    while (cause != null && causes.size() < CAUSES) {
      causes.add(cause);
      cause = cause.getCause();
    }
    return causes;
  }

  private static boolean has(Throwable fault, Class<? extends Throwable> kind) {
    return causes(fault).stream().anyMatch(kind::isInstance);
  }

  private static String flaw(Throwable fault) {
    if (has(fault, CertificateExpiredException.class)) {
      return "it has ended";
    }
    if (has(fault, CertificateNotYetValidException.class)) {
      return "it does not hold yet; or this machine's clock is wrong";
    }
    if (has(fault, CertPathBuilderException.class)) {
      return "nobody signed it whom this machine trusts, or the certificates between are not sent";
    }
    boolean named =
        causes(fault).stream()
            .filter(CertificateException.class::isInstance)
            .map(cause -> String.valueOf(cause.getMessage()))
            .anyMatch(text -> text.contains("subject alternative") || text.contains("No name"));
    if (named) {
      return "it is for another name";
    }
    return causes(fault).stream()
        .filter(CertPathValidatorException.class::isInstance)
        .map(cause -> ((CertPathValidatorException) cause).getReason())
        .map("its signature is not taken (%s)"::formatted)
        .findFirst()
        .orElseGet(() -> fault.getClass().getSimpleName());
  }

  /** Trusts whom this machine trusts, and remembers the certificate that was shown. */
  private static final class Trust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager machine;
    private volatile @Nullable X509Certificate shown;

    private Trust(X509ExtendedTrustManager machine) {
      this.machine = machine;
    }

    /** Whom {@code anchors} name; null for whom this machine trusts. */
    static Trust of(@Nullable KeyStore anchors) {
      try {
        TrustManagerFactory factory =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return Arrays.stream(factory.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(manager -> new Trust((X509ExtendedTrustManager) manager))
            .findFirst()
            .orElseThrow();
      } catch (GeneralSecurityException everyJdkHasOne) {
        throw new IllegalStateException(everyJdkHasOne);
      }
    }

    SSLContext context() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {this}, null);
        return context;
      } catch (GeneralSecurityException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }

    boolean sawCertificate() {
      return shown != null;
    }

    Optional<Instant> end() {
      return Optional.ofNullable(shown).map(one -> one.getNotAfter().toInstant());
    }

    private void remember(X509Certificate[] chain) {
      if (chain.length > 0) {
        shown = chain[0];
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      remember(chain);
      machine.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      remember(chain);
      machine.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      remember(chain);
      machine.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      machine.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      machine.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      machine.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return machine.getAcceptedIssuers();
    }
  }
}
