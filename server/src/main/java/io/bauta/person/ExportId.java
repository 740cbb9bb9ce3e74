package io.bauta.person;

import io.bauta.id.PrefixedId;
import java.util.UUID;

/** Names one export of what is held on a person, {@code exp_…}. Nothing of the person is in it. */
public record ExportId(UUID uuid) {

  private static final String PREFIX = "exp";

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
