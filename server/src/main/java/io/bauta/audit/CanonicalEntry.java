package io.bauta.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final int ABSENT = -1;

  private CanonicalEntry() {}

  static String hash(ChainMark before, AuditEntry entry) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(before, entry)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static byte[] bytes(ChainMark before, AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, Optional.of(FORM));
      write(out, Optional.of(before.hash()));
      out.writeLong(before.sequence() + 1);
      out.writeLong(entry.id().uuid().getMostSignificantBits());
      out.writeLong(entry.id().uuid().getLeastSignificantBits());
      // As precise as a store keeps it.
      out.writeLong(entry.at().toEpochMilli());
      write(out, Optional.of(entry.actor()));
      write(out, entry.origin());
      write(out, Optional.of(entry.action()));
      write(out, Optional.of(entry.subjectKind()));
      write(out, Optional.of(entry.subjectId()));
      write(out, entry.detail());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** With its length before it, so that no two texts can look like two others. */
  private static void write(DataOutputStream out, Optional<String> text) throws IOException {
    if (text.isEmpty()) {
      out.writeInt(ABSENT);
      return;
    }
    byte[] utf8 = text.get().getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
