package io.bauta.store;

import io.bauta.vault.VaultException;
import java.util.function.Function;

/** Something sealed, and where it is: a fault names the place, never the value. */
final class SealedValue {

  private SealedValue() {}

  /**
   * What {@code opening} makes of {@code sealed}.
   *
   * @param id of the row; nothing that tells of a person
   * @throws VaultException when it does not open; says where it is
   */
  static <S, T> T open(S sealed, String table, String column, Object id, Function<S, T> opening) {
    try {
      return opening.apply(sealed);
    } catch (VaultException closed) {
      throw new VaultException(
          "%s of row %s of table %s does not open: other keys sealed it, or it was damaged. Put it back from a backup."
              .formatted(column, id, table),
          closed);
    }
  }
}
