package io.bauta.vault;

import io.bauta.number.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Seals what must not be read from the disk, and opens it again.
 *
 * <p>Sealing is AES-256-GCM with a random nonce: the same number seals to other bytes each time, so
 * it cannot be looked for. {@link Tokens} are for that. Whoever seals holds a turn of the key ring
 * until it is written. Safe for many threads.
 */
public final class NumberVault {

  private static final String NO_NAME = "";

  private final KeyRing ring;
  private final boolean inTurn;

  public NumberVault(KeyRing ring) {
    this(ring, true);
  }

  private NumberVault(KeyRing ring, boolean inTurn) {
    this.ring = ring;
    this.inTurn = inTurn;
  }

  /**
   * The same for who can wait for nobody, and so takes no turn: they see to it that a key is not
   * taken out while something is there that it sealed.
   */
  public NumberVault withoutTurns() {
    return new NumberVault(ring, false);
  }

  /** The id of the key that seals now. */
  public int sealingId() {
    return ring.keys().sealingId();
  }

  byte[] open(byte[] sealed, SealedAs what) {
    return ring.open(sealed, what.boundTo(NO_NAME));
  }

  byte[] seal(byte[] clear, SealedAs what) {
    return inTurn
        ? ring.seal(clear, what.boundTo(NO_NAME))
        : ring.sealWithoutTurn(clear, what.boundTo(NO_NAME));
  }

  /** As {@link KeyRing#turn}. */
  public KeyRing.Turn turn() {
    return ring.turn();
  }

  /** Other bytes each time; all numbers give the same length. */
  public byte[] seal(PhoneNumber number) {
    return seal(bytes(number), SealedAs.NUMBER);
  }

  /**
   * The number that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public PhoneNumber open(byte[] sealed) {
    byte[] clear = open(sealed, SealedAs.NUMBER);
    return new PhoneNumber(ByteBuffer.wrap(clear).getLong());
  }

  public byte[] sealText(String text) {
    return seal(text.getBytes(StandardCharsets.UTF_8), SealedAs.TEXT);
  }

  /**
   * The text that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public String openText(byte[] sealed) {
    return new String(open(sealed, SealedAs.TEXT), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(PhoneNumber number) {
    // Eight bytes whatever the number, so that the length of what is sealed says nothing.
    return ByteBuffer.allocate(Long.BYTES).putLong(number.digits()).array();
  }
}
