package io.bauta.app;

import io.bauta.number.NumberingPlans;
import io.bauta.vault.MasterKey;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;

/**
 * What takes long to be made ready and hangs on nothing: it is made ready on another processor, so
 * that a restart is over sooner. Whoever needs one of them waits until it is ready, or makes it.
 */
final class EarlyClasses {

  /** By then whoever waited for the start has had an answer. */
  private static final int LATE_MILLIS = 500;

  private EarlyClasses() {}

  /** Returns when the log is ready, with the rest under way. */
  static void load() {
    begin(
        "early-classes",
        () -> {
          YamlKeys.prepare();
          MasterKey.prepare();
          boolean _ = NumberingPlans.isRegion("IN");
        });
    // Here and at once: who asks for a log while another thread makes it ready gets a poor one.
    var _ = LoggerFactory.getILoggerFactory();
    begin("early-http", HttpServer::prepare);
  }

  /** Soon, what the first answer does not need, and the first command to a carrier does. */
  static void loadLate() {
    CompletableFuture.delayedExecutor(LATE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(EarlyClasses::trustStore);
  }

  private static void begin(String name, Runnable work) {
    var _ = Thread.ofPlatform().daemon().name(name).start(work);
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
