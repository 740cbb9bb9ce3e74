package io.bauta.bench.load;

import io.bauta.bench.VobizWire.Version;
import java.util.List;

/** How a question is signed, and how it writes the number that was dialled. */
enum Signing {
  /** Not at all: the path holds a secret. */
  NONE(List.of(), false, false),
  /** With version 3 alone. */
  V3(List.of(Version.V3), false, false),
  /**
   * As real requests were seen: both versions, each by the account and by its parent, and the
   * number that was dialled in national form.
   */
  AS_CAPTURED(List.of(Version.V2, Version.V3), true, true);

  final List<Version> versions;
  final boolean byParent;
  final boolean nationalTo;

  Signing(List<Version> versions, boolean byParent, boolean nationalTo) {
    this.versions = versions;
    this.byParent = byParent;
    this.nationalTo = nationalTo;
  }
}
