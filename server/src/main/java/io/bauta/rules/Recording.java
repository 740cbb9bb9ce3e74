package io.bauta.rules;

import java.util.Optional;

/** Whether calls that are connected are recorded. */
public enum Recording {
  /** They are not. */
  OFF,
  /** They are, where the caller hears a notice before. */
  ON,
  /** They are, also where the caller hears none: somebody has said that none is needed. */
  ON_WITHOUT_NOTICE;

  /** Whether a call is recorded before which this notice is spoken. */
  boolean isOfCallAfter(Optional<String> notice) {
    return switch (this) {
      case OFF -> false;
      case ON -> notice.isPresent();
      case ON_WITHOUT_NOTICE -> true;
    };
  }
}
