package io.bauta.edge;

/** The platform, as it is reached by questions about callers. */
@FunctionalInterface
public interface Platform {

  /**
   * What it says. Takes no longer than the platform has time; what cannot be followed is silence.
   */
  PlatformAnswer ask(PlatformQuestion question);
}
