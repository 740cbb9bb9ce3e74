package io.bauta.store;

import io.bauta.audit.ChainMark;
import io.bauta.audit.ChainSeal;
import io.bauta.vault.AuditKey;
import java.util.HexFormat;
import java.util.Locale;

/** Seals places of the audit log's chain with a key that the vault keeps. */
record AuditSeal(AuditKey key) implements ChainSeal {

  @Override
  public String of(ChainMark mark, As as) {
    return HexFormat.of().formatHex(key.hash(text(mark, as)));
  }

  @Override
  public boolean holds(ChainMark mark, As as, String seal) {
    byte[] hash;
    try {
      hash = HexFormat.of().parseHex(seal);
    } catch (IllegalArgumentException none) {
      return false;
    }
    return key.isOf(text(mark, as), hash);
  }

  /** A hash has a fixed length, so no two places have the same text. */
  private static String text(ChainMark mark, As as) {
    return "bauta audit %s 1 %d %s"
        .formatted(as.name().toLowerCase(Locale.ROOT), mark.sequence(), mark.hash());
  }
}
