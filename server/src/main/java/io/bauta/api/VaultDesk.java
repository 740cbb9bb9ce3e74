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

  /** Has the data keys wrapped with another master key. */
  MasterOutcome rotateMaster(AuditEntry entry);

  /** What became of the wish to change the master key. */
  sealed interface MasterOutcome {

    /** The master key is another one. */
    record Done() implements MasterOutcome {}

    /** The same, and something is left for people to do. */
    record DoneBut(String left) implements MasterOutcome {}

    /** The database failed in the middle of it: nobody knows yet whether it is done. */
    record Unsure(String what) implements MasterOutcome {}

    /** It cannot be, and nothing was changed. */
    record Refused(String why) implements MasterOutcome {}
  }
}
