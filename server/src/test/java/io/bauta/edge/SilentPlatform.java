package io.bauta.edge;

import io.bauta.session.Sessions;
import java.time.Duration;

/** A platform that says nothing, for what does not need one. */
public final class SilentPlatform {

  private SilentPlatform() {}

  /** A desk at which it sits. */
  public static PlatformDesk desk(Sessions sessions) {
    return new PlatformDesk(
        question -> PlatformAnswer.silence("nobody sits there"), Duration.ofSeconds(1), sessions);
  }
}
