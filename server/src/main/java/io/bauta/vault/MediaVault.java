package io.bauta.vault;

import com.google.crypto.tink.Aead;
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

  private static final String KEY = "bauta media key 1: ";
  private static final String MEDIA = "bauta media 1: ";

  static {
    try {
      StreamingAeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Aead sealing;

  public MediaVault(VaultKeys keys) {
    try {
      this.sealing = keys.sealing().getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The keys of the vault are of a kind that it cannot use.", e);
    }
  }

  /** The key of one thing. */
  public static final class MediaKey {

    private final StreamingAead aead;
    private final byte[] sealed;
    private final byte[] boundTo;

    private MediaKey(KeysetHandle key, byte[] sealed, String name) throws GeneralSecurityException {
      this.aead = key.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
      this.sealed = sealed;
      this.boundTo = bytes(MEDIA + name);
    }

    /** The key as it may be kept. */
    public byte[] sealed() {
      return sealed.clone();
    }

    /** What is written there goes to {@code out} sealed; to close it is to seal the end. */
    public OutputStream sealing(OutputStream out) throws IOException {
      try {
        return aead.newEncryptingStream(out, boundTo);
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
        return aead.newSeekableDecryptingChannel(channel, boundTo);
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
      return new MediaKey(key, sealing.encrypt(clear, bytes(KEY + name)), name);
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
      byte[] clear = sealing.decrypt(sealed, bytes(KEY + name));
      return new MediaKey(
          TinkProtoKeysetFormat.parseKeyset(
              clear, InsecureSecretKeyAccess.get(), RegistryConfiguration.get()),
          sealed.clone(),
          name);
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "The key of a recording does not open: other keys sealed it, or it was damaged.", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
