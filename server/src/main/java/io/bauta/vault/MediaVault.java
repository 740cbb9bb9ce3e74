package io.bauta.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals what is too long for memory, each thing with a key of its own, and opens any part of it.
 *
 * <p>Sealing is AES-256-GCM in segments of a megabyte, under keys that HKDF derives. The key is
 * itself sealed with the vault's key and kept beside what is known of the thing: without it the
 * sealed bytes are noise, so to forget the key is to delete them, wherever copies lie. Safe for
 * many threads.
 */
public final class MediaVault {

  /** What is in memory of a thing that is sealed or opened, about. */
  public static final int SEGMENT_BYTES = 1024 * 1024;

  private static final String MEDIA = "bauta media 1: ";

  static {
    try {
      StreamingAeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeyRing ring;

  public MediaVault(KeyRing ring) {
    this.ring = ring;
  }

  /** As {@link KeyRing#turn}. */
  public KeyRing.Turn turn() {
    return ring.turn();
  }

  /** The key of one thing. */
  public static final class MediaKey {

    private final KeyRing ring;
    private final String name;
    private final byte[] clear;
    private final StreamingAead aead;

    private MediaKey(KeyRing ring, String name, byte[] clear) throws GeneralSecurityException {
      this.ring = ring;
      this.name = name;
      this.clear = clear;
      this.aead =
          TinkProtoKeysetFormat.parseKeyset(
                  clear, InsecureSecretKeyAccess.get(), RegistryConfiguration.get())
              .getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    }

    /**
     * The key as it may be kept, by whoever holds a turn until it is. Sealed when this is asked
     * for: what is long arrives slowly, and the vault's keys may be others by then.
     */
    public byte[] sealed() {
      return ring.seal(clear, SealedAs.MEDIA_KEY.boundTo(name));
    }

    /** What is written there goes to {@code out} sealed; to close it is to seal the end. */
    public OutputStream sealing(OutputStream out) throws IOException {
      try {
        return aead.newEncryptingStream(out, bytes(MEDIA + name));
      } catch (GeneralSecurityException e) {
        throw new VaultException("The vault cannot seal.", e);
      }
    }

    /**
     * What {@code channel} holds, in clear, from any position. Reading throws when it was sealed
     * with another key, for another thing, or was changed.
     */
    public SeekableByteChannel opening(SeekableByteChannel channel) throws IOException {
      try {
        return aead.newSeekableDecryptingChannel(channel, bytes(MEDIA + name));
      } catch (GeneralSecurityException e) {
        throw new VaultException("The vault cannot open.", e);
      }
    }
  }

  /** A new key for the thing that is called {@code name}. */
  public MediaKey newKey(String name) {
    try {
      KeysetHandle key =
          KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
      byte[] clear =
          TinkProtoKeysetFormat.serializeKeyset(
              key, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
      return new MediaKey(ring, name, clear);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot make a key.", e);
    }
  }

  /**
   * The key that was sealed.
   *
   * @param name what the thing is called
   * @throws VaultException when it was sealed with other keys or for another thing, or was changed
   */
  public MediaKey open(byte[] sealed, String name) {
    try {
      return new MediaKey(ring, name, ring.open(sealed, SealedAs.MEDIA_KEY.boundTo(name)));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The key of a recording was damaged.", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
