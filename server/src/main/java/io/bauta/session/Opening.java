package io.bauta.session;

import java.time.Instant;
import java.util.Optional;

/**
 * That a session was opened, without whom it was for.
 *
 * @param endsAt when it ended or will end; empty when that is not known
 * @param first stands for the first participant: the same for the same person, within one answer of
 *     the store
 * @param second the same for the second
 */
public record Opening(Instant openedAt, Optional<Instant> endsAt, int first, int second) {

  /** In one answer of the store. */
  public static final int LIMIT_MAX = 100_000;
}
