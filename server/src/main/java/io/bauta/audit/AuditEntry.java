package io.bauta.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody did something.
 *
 * @param actor who: the name and the id of the key with which it was asked for, or {@link #SERVER}
 * @param origin the network address that it was asked from; empty for the server itself
 * @param action what, {@code recording.played}
 * @param subjectKind what kind of thing it was done to, {@code recording}
 * @param subjectId which one
 * @param detail more of it, in words; no real numbers
 */
public record AuditEntry(
    AuditId id,
    Instant at,
    String actor,
    Optional<String> origin,
    String action,
    String subjectKind,
    String subjectId,
    Optional<String> detail) {

  /** What is done by nobody's request. */
  public static final String SERVER = "server";

  /** The most characters of a detail. */
  public static final int DETAIL_LENGTH_MAX = 300;
}
