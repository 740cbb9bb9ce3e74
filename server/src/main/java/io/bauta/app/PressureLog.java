package io.bauta.app;

import io.bauta.plan.Pressure;
import io.bauta.pool.PoolId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of pools that come to their end, by their ids and counts alone. */
final class PressureLog {

  private static final Logger LOG = LoggerFactory.getLogger(PressureLog.class);

  private PressureLog() {}

  static void warn(PoolId pool, Pressure pressure) {
    LOG.warn(
        "{} {}: one participant holds or rests from {} of the {} numbers that it lends;"
            + " GET /v1/pools/{}/plan says how many it needs",
        pool,
        pressure.refused() > 0 ? "is exhausted for somebody" : "is nearly exhausted",
        pressure.mostHeld(),
        pressure.numbers(),
        pool);
  }
}
