package io.bauta.audit;

/**
 * A place in the chain of entries.
 *
 * @param sequence how many entries there were until then, forgotten ones too
 * @param hash of the last of them, and so of all: SHA-256 in hexadecimal digits
 */
public record ChainMark(long sequence, String hash) {

  /** Before the first entry. */
  public static final ChainMark START = new ChainMark(0, "0".repeat(64));

  /** The place after {@code entry}, which is the next. */
  public ChainMark then(AuditEntry entry) {
    return new ChainMark(sequence + 1, CanonicalEntry.hash(this, entry));
  }
}
