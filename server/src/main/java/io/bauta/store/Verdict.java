package io.bauta.store;

/** What the database says to a new session. */
sealed interface Verdict {

  record Inserted() implements Verdict {}

  record PairTaken(int position) implements Verdict {}

  record NumberGone(int position) implements Verdict {}

  record KeyUsed(String key) implements Verdict {}
}
