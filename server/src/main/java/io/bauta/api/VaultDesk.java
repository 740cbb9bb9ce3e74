package io.bauta.api;

import io.bauta.audit.AuditEntry;
import io.bauta.vault.Keyset;
import io.bauta.vault.VaultStatus;
import java.util.Optional;

/** What the API asks of the vault. */
public interface VaultDesk {

  VaultStatus status();

  /**
   * Begins to rotate a data key, and goes on with it beside everything else.
   *
   * @param entry kept with it
   * @return why not, when it was not begun
   */
  Optional<String> rotate(Keyset keyset, AuditEntry entry);

  /** The same of the master key; it is done when this returns. */
  Optional<String> rotateMaster(AuditEntry entry);
}
