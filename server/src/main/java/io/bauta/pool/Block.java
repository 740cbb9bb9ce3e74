package io.bauta.pool;

import io.bauta.number.PhoneNumber;
import java.time.Instant;

/**
 * A telephone that neither calls nor is called on the numbers of a pool.
 *
 * @param number somebody's real number; prints redacted
 */
public record Block(BlockId id, PoolId pool, PhoneNumber number, Instant blockedAt) {}
