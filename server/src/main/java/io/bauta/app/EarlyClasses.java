package io.bauta.app;

import io.bauta.number.NumberingPlans;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/**
 * What a server needs that takes long to be made ready and hangs on nothing: it is made ready
 * beside the opening of the database, so that a restart is over sooner.
 */
final class EarlyClasses {

  private EarlyClasses() {}

  /**
   * Begins, and returns at once. Whoever needs one of them waits until it is ready, or makes it.
   */
  static void load() {
    var _ =
        Thread.ofPlatform()
            .daemon()
            .name("early-classes")
            .start(
                () -> {
                  boolean _ = NumberingPlans.isRegion("IN");
                  trustStore();
                });
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
