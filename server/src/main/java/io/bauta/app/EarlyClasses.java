package io.bauta.app;

import io.bauta.number.NumberingPlans;
import io.bauta.vault.MasterKey;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What takes long to be made ready and hangs on nothing: it is made ready on another processor, so
 * that a restart is over sooner. Whoever needs one of them waits until it is ready, or makes it.
 */
final class EarlyClasses {

  /** By then whoever waited for the start has had an answer. */
  private static final int LATE_MILLIS = 500;

  /** It takes a hundredth of this. */
  private static final Duration HTTP_WAIT_MAX = Duration.ofSeconds(10);

  private static volatile @Nullable Thread http;

  private EarlyClasses() {}

  /** Returns when the log is ready, with the rest under way. */
  static void load() {
    var _ =
        begin(
            "early-classes",
            () -> {
              YamlKeys.prepare();
              MasterKey.prepare();
              boolean _ = NumberingPlans.isRegion("IN");
            });
    // Here and at once: who asks for a log while another thread makes it ready gets a poor one.
    var _ = LoggerFactory.getILoggerFactory();
    http = begin("early-http", HttpServer::prepare);
  }

  /**
   * Waits until the HTTP library is ready, where that is under way. Two threads that make classes
   * of the same library ready, each in its own order, could wait for each other for ever: so nobody
   * touches that library before.
   */
  static void awaitHttp() {
    try {
      Thread underWay = http;
      if (underWay != null) {
        boolean _ = underWay.join(HTTP_WAIT_MAX);
      }
    } catch (InterruptedException inAHurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Soon, what the first answer does not need, and the first command to a carrier does. */
  static void loadLate() {
    CompletableFuture.delayedExecutor(LATE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(EarlyClasses::trustStore);
  }

  private static Thread begin(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  /** The certificates of all authorities are read here. */
  private static void trustStore() {
    try {
      var _ = SSLContext.getDefault();
    } catch (NoSuchAlgorithmException saidByWhoeverNeedsIt) {
      // Those who need it cannot do without, and say so.
    }
  }
}
