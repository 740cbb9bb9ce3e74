package io.bauta.call;

/**
 * Remembers beginnings of calls that were answered and are not in the store yet, so that they
 * outlive this process. Takes no longer than writing to memory does, and never fails.
 */
public interface CallJournal {

  /** The ticket of what could not be remembered. */
  int NOT_KEPT = -1;

  /** Remembers nothing. */
  CallJournal NONE =
      new CallJournal() {
        @Override
        public int keep(CallStart start) {
          return NOT_KEPT;
        }

        @Override
        public void forget(int ticket) {
          // Nothing was remembered.
        }
      };

  /** Remembers {@code start}, where there is room; the ticket by which it is forgotten again. */
  int keep(CallStart start);

  /** Forgets a beginning: it is in the store, or will never be. */
  void forget(int ticket);
}
