package io.bauta.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An entry as its hash is made of it: the same bytes for the same entry, whatever keeps it, and
 * other bytes for any other. ADR 25 has the form; it may never change.
 */
final class CanonicalEntry {

  private static final String FORM = "bauta audit entry 1";
  private static final String ALGORITHM = "SHA-256";

  /** The length of a text that is not there. */
  private static final int ABSENT = -1;

  private final MessageDigest sha256;

  private CanonicalEntry(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  static String hash(ChainMark before, AuditEntry entry) {
    try {
      return new CanonicalEntry(MessageDigest.getInstance(ALGORITHM)).of(before, entry);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private String of(ChainMark before, AuditEntry entry) {
    add(Optional.of(FORM));
    add(Optional.of(before.hash()));
    add(before.sequence() + 1, Long.BYTES);
    add(entry.id().uuid().getMostSignificantBits(), Long.BYTES);
    add(entry.id().uuid().getLeastSignificantBits(), Long.BYTES);
    // As precise as a store keeps it.
    add(entry.at().toEpochMilli(), Long.BYTES);
    add(Optional.of(entry.actor()));
    add(entry.origin());
    add(Optional.of(entry.action()));
    add(Optional.of(entry.subjectKind()));
    add(Optional.of(entry.subjectId()));
    add(entry.detail());
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The highest byte first. */
  private void add(long number, int bytes) {
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      sha256.update((byte) (number >>> shift));
    }
  }

  /** With its length before it, so that no two texts can look like two others. */
  private void add(Optional<String> text) {
    if (text.isEmpty()) {
      add(ABSENT, Integer.BYTES);
      return;
    }
    byte[] utf8 = text.get().getBytes(StandardCharsets.UTF_8);
    add(utf8.length, Integer.BYTES);
    sha256.update(utf8);
  }
}
