package io.bauta.bench.load;

import io.bauta.bench.wire.VobizWire;
import io.bauta.bench.wire.VobizWire.Version;
import java.util.List;

/** How Vobiz asks: which fields it sends, how it signs, how it writes the number dialled. */
enum Style {
  /** From and To alone, as the vendor's tutorial tries it out; not signed. */
  TUTORIAL(List.of(), false, false),
  /** All fields; not signed, the path holds a secret. */
  UNSIGNED(List.of(), false, false),
  /** All fields, signed with version 3 alone. */
  SIGNED(List.of(Version.V3), false, false),
  /**
   * As real requests were seen: signed with both versions, by the account and by its parent, and
   * the number dialled in national form.
   */
  AS_CAPTURED(List.of(Version.V2, Version.V3), true, true);

  final List<Version> versions;
  final boolean byParent;
  final boolean nationalTo;

  Style(List<Version> versions, boolean byParent, boolean nationalTo) {
    this.versions = versions;
    this.byParent = byParent;
    this.nationalTo = nationalTo;
  }

  String form(String callUuid, String from, String to) {
    return this == TUTORIAL
        ? "From=%s&To=%s".formatted(from, to)
        : VobizWire.form(callUuid, from, to);
  }
}
