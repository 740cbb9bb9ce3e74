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

  public NumberVault(KeyRing ring) {
    this.ring = ring;
  }

  /** As {@link KeyRing#turn}. */
  public KeyRing.Turn turn() {
    return ring.turn();
  }

  /** Other bytes each time; all numbers give the same length. */
  public byte[] seal(PhoneNumber number) {
    return ring.seal(bytes(number), SealedAs.NUMBER.boundTo(NO_NAME));
  }

  /**
   * The number that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public PhoneNumber open(byte[] sealed) {
    byte[] clear = ring.open(sealed, SealedAs.NUMBER.boundTo(NO_NAME));
    return new PhoneNumber(ByteBuffer.wrap(clear).getLong());
  }

  public byte[] sealText(String text) {
    return ring.seal(text.getBytes(StandardCharsets.UTF_8), SealedAs.TEXT.boundTo(NO_NAME));
  }

  /**
   * The text that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public String openText(byte[] sealed) {
    return new String(ring.open(sealed, SealedAs.TEXT.boundTo(NO_NAME)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(PhoneNumber number) {
    // Eight bytes whatever the number, so that the length of what is sealed says nothing.
    return ByteBuffer.allocate(Long.BYTES).putLong(number.digits()).array();
  }
}
