package io.bauta.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.PrfSet;
import io.bauta.number.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals what must not be read from the disk, and opens it again.
 *
 * <p>Sealing is AES-256-GCM with a random nonce: the same number seals to other bytes each time, so
 * it cannot be looked for. A token is HMAC-SHA256 under another key, cut to 16 bytes: the same
 * number has the same token, and only who has the key can tell which. Safe for many threads.
 */
public final class NumberVault {

  /** How many bytes a token has. */
  public static final int TOKEN_BYTES = 16;

  // Bound to what was sealed: text can never be opened as a number.
  private static final byte[] NUMBER = "bauta number 1".getBytes(StandardCharsets.UTF_8);
  private static final String TOKEN_OF_TEXT = "bauta token of text 1: ";
  private static final byte[] TEXT = "bauta text 1".getBytes(StandardCharsets.UTF_8);

  private final Aead sealing;
  private final PrfSet tokens;

  public NumberVault(VaultKeys keys) {
    try {
      this.sealing = keys.sealing().getPrimitive(RegistryConfiguration.get(), Aead.class);
      this.tokens = keys.tokens().getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The keys of the vault are of a kind that it cannot use.", e);
    }
  }

  /** Other bytes each time; all numbers give the same length. */
  public byte[] seal(PhoneNumber number) {
    return seal(bytes(number), NUMBER);
  }

  /**
   * The number that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public PhoneNumber open(byte[] sealed) {
    return new PhoneNumber(ByteBuffer.wrap(open(sealed, NUMBER)).getLong());
  }

  /** The same 16 bytes for the same number, always. */
  public byte[] token(PhoneNumber number) {
    return token(bytes(number));
  }

  /** The same 16 bytes for the same text, always; no number has them. */
  public byte[] tokenOfText(String text) {
    return token((TOKEN_OF_TEXT + text).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] token(byte[] clear) {
    try {
      return tokens.computePrimary(clear, TOKEN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot make a token.", e);
    }
  }

  public byte[] sealText(String text) {
    return seal(text.getBytes(StandardCharsets.UTF_8), TEXT);
  }

  /**
   * The text that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public String openText(byte[] sealed) {
    return new String(open(sealed, TEXT), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(PhoneNumber number) {
    // Eight bytes whatever the number, so that the length of what is sealed says nothing.
    return ByteBuffer.allocate(Long.BYTES).putLong(number.digits()).array();
  }

  byte[] seal(byte[] clear, byte[] boundTo) {
    try {
      return sealing.encrypt(clear, boundTo);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot seal.", e);
    }
  }

  byte[] open(byte[] sealed, byte[] boundTo) {
    try {
      return sealing.decrypt(sealed, boundTo);
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "A sealed value does not open: other keys sealed it, or it was damaged.", e);
    }
  }
}
