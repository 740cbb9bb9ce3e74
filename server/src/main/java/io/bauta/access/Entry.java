package io.bauta.access;

import java.util.Optional;

/** What came of a request's knocking. */
public sealed interface Entry {

  /**
   * The request is done for {@code caller}.
   *
   * @param quota how much they may still ask; empty when nobody counts
   */
  record Admitted(Caller caller, Optional<Quota> quota) implements Entry {}

  /** Nothing is done. */
  record Denied(Denial why) implements Entry {}
}
