package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform asks for when it opens a session.
 *
 * @param idempotencyKey the same key gives the same session; empty makes each request its own
 */
public record SessionRequest(
    NumberPool pool,
    List<Person> people,
    Lifetime lifetime,
    Optional<String> reference,
    Map<String, String> metadata,
    Optional<String> idempotencyKey) {

  public static final int IDEMPOTENCY_KEY_LENGTH_MAX = 200;

  /** A participant before it has a proxy number. */
  public record Person(String name, PhoneNumber realNumber) {}

  /** Whether {@code session} is what this request would have opened: a repeat, not a conflict. */
  boolean asksFor(MaskingSession session) {
    List<Person> opened =
        session.participants().stream().map(p -> new Person(p.name(), p.realNumber())).toList();
    return session.pool().equals(pool.id())
        && opened.equals(people)
        && session.lifetime().equals(lifetime)
        && session.reference().equals(reference)
        && session.metadata().equals(metadata);
  }
}
