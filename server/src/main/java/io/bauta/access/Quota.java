package io.bauta.access;

import java.time.Duration;

/**
 * How much a key may still ask.
 *
 * @param most requests at once
 * @param refill how long it takes until so many may be asked again, when none is left
 * @param left how many may be asked now
 * @param full how long it takes until all may be asked again
 */
public record Quota(int most, Duration refill, int left, Duration full) {}
