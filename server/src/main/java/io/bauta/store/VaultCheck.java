package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import io.bauta.vault.VaultException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One number that is sealed in every database, and its token: by it a start finds out whether keys
 * and numbers belong together.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VaultCheck(byte[] sealed, byte[] token) {

  private static final PhoneNumber KNOWN = new PhoneNumber(1_234_567);

  private static final String READ =
      """
      select sealed, token, next_token from vault_check where id = 1
      """;

  private static final String INSERT =
      """
      insert into vault_check (id, sealed, token) values (1, ?, ?)
      """;

  static Optional<VaultCheck> read(Link link, boolean next) throws SQLException {
    String token = next ? "next_token" : "token";
    return link.query(READ).first(row -> new VaultCheck(row.bytes("sealed"), row.bytes(token)));
  }

  static void insert(Link link, NumberVault vault, Tokens tokens) throws SQLException {
    link.query(INSERT).with(vault.seal(KNOWN), tokens.wanted(KNOWN)).update();
  }

  /** Whether these keys made it. */
  boolean isOf(KeyRing ring) {
    try (KeyRing.Turn turn = ring.turn()) {
      return new NumberVault(ring).open(sealed).equals(KNOWN)
          && Arrays.equals(turn.tokens().wanted(KNOWN), token);
    } catch (VaultException sealedByOthers) {
      return false;
    }
  }
}
