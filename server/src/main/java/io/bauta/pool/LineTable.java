package io.bauta.pool;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Lines by their digits: an immutable hash table with primitive keys, because every call looks here
 * twice. Registering numbers is rare, so a change makes a new table.
 */
final class LineTable {

  static final LineTable EMPTY = new LineTable(new long[2], new Line[2]);

  private final long[] keys;
  private final @Nullable Line[] lines;

  private LineTable(long[] keys, @Nullable Line[] lines) {
    this.keys = keys;
    this.lines = lines;
  }

  static LineTable of(Collection<Line> lines) {
    // At most half full, so that a miss ends after a step or two.
    int capacity = Integer.highestOneBit(Math.max(1, lines.size())) * 4;
    LineTable table = new LineTable(new long[capacity], new Line[capacity]);
    lines.forEach(table::put);
    return table;
  }

  private void put(Line line) {
    int slot = slotOf(line.number().digits());
    keys[slot] = line.number().digits();
    lines[slot] = line;
  }

  @Nullable Line get(long digits) {
    return lines[slotOf(digits)];
  }

  private int slotOf(long digits) {
    int mask = keys.length - 1;
    int slot = (int) ((digits * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
    while (lines[slot] != null && keys[slot] != digits) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
