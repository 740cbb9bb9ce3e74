package io.bauta.proof;

import java.time.Instant;

/**
 * How often an account saw a mark, ever, and when it last did.
 *
 * @param account its name
 */
public record ProofTally(String account, ProofMark mark, Instant lastAt, long total) {}
