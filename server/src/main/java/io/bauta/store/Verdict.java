package io.bauta.store;

import io.bauta.session.MaskingSession;
import java.util.UUID;

/** What the database says to a new session. */
sealed interface Verdict {

  record Inserted() implements Verdict {}

  record PairTaken(int place) implements Verdict {}

  record NumberGone(int place) implements Verdict {}

  record ReferenceHeld(UUID first) implements Verdict {}

  record KeyUsed(String key) implements Verdict {}

  record Together(MaskingSession other) implements Verdict {}
}
