package io.bauta.app;

import io.bauta.door.ServerTls;
import io.bauta.door.TlsException;
import io.bauta.door.TlsFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every other moment whether the certificate was replaced. */
final class CertificateWatch implements AutoCloseable {

  static final Duration EVERY = Duration.ofSeconds(2);

  private static final String RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  static {
    // Agreeing on keys costs a server more than its client, who could ask for it again and again.
    // The JDK reads it once, before the first agreement; whoever set it knows why.
    if (System.getProperty(RENEGOTIATION) == null) {
      System.setProperty(RENEGOTIATION, "true");
    }
  }

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("certificate").daemon().factory());
  private final ServerTls tls;
  private final Clock clock;

  private CertificateWatch(ServerTls tls, Clock clock) {
    this.tls = tls;
    this.clock = clock;
  }

  /**
   * Begins to look.
   *
   * @throws ConfigException when the certificate that is there now cannot be used
   */
  static CertificateWatch start(TlsFiles files, Clock clock) {
    try {
      CertificateWatch watch = new CertificateWatch(new ServerTls(files, clock.instant()), clock);
      var _ =
          watch.worker.scheduleWithFixedDelay(
              watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return watch;
    } catch (TlsException unusable) {
      throw new ConfigException("server.tls: " + unusable.getMessage());
    }
  }

  ServerTls tls() {
    return tls;
  }

  private void look() {
    try {
      tls.look(clock.instant());
    } catch (RuntimeException fault) {
      // A watch that throws is not run again, and then nobody would notice the next certificate.
      LOG.error("the certificate could not be looked at: {}", Faults.withoutMessages(fault));
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
