package io.bauta.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One side of a call, as far as the carrier tells of it.
 *
 * @param beganAt when it came in, or was begun
 * @param answeredAt when it was answered; of the caller's leg no carrier tells it
 * @param hangUp how it ended; empty while it goes on, or when its end was never told
 * @param talkTime how long the two talked, as was told with its end
 * @param billed how long it is charged for
 */
public record CallLeg(
    Leg leg,
    Optional<Instant> beganAt,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<HangUp> hangUp,
    Optional<Duration> talkTime,
    Optional<Duration> billed,
    Optional<Cost> cost) {}
