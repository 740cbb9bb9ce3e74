package io.bauta.edge;

import io.bauta.routing.Desk;
import io.bauta.session.Lifetime;
import io.bauta.session.SessionRequest.Person;
import java.util.Map;
import java.util.Optional;

/** What the platform says about a caller. */
public sealed interface PlatformAnswer {

  /** What the router can follow by itself. */
  record Said(Desk.Answer answer) implements PlatformAnswer {}

  /**
   * A session is to be opened between the caller and somebody, in which the caller has the number
   * that they dialled.
   *
   * @param callerName the caller's in the session
   */
  record OpenSession(
      Person callee,
      String callerName,
      Lifetime lifetime,
      Optional<String> reference,
      Map<String, String> metadata)
      implements PlatformAnswer {

    public OpenSession {
      metadata = Map.copyOf(metadata);
    }
  }

  /** Nothing that can be followed. */
  static PlatformAnswer silence(String why) {
    return new Said(new Desk.Answer.Silence(why));
  }
}
