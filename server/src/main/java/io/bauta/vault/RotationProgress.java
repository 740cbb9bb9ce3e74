package io.bauta.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a rotation is.
 *
 * @param stage in one word
 * @param pass how often the tables are gone through at this stage; it is over with the first pass
 *     that finds nothing to change
 * @param table where it is
 * @param lookedAt rows in this pass
 * @param rows about how many there are to look at in a pass
 * @param changed rows since the rotation began
 */
public record RotationProgress(
    Keyset keyset,
    String stage,
    Instant startedAt,
    int pass,
    Optional<String> table,
    long lookedAt,
    long rows,
    long changed) {}
