package io.bauta.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The operator's key, with which the data keys are wrapped: 32 random bytes, written in Base64 or
 * in hex. Whoever has it and a copy of the database has every number.
 */
public final class MasterKey {

  /** The most characters that are read of one. */
  static final int TEXT_LENGTH_MAX = 1_024;

  /** How to make one. */
  static final String RECIPE = "openssl rand -base64 32";

  private static final int BYTES = 32;

  /** Of 32 random bytes so few are different less often than once in 10^20 times. */
  private static final int DIFFERENT_BYTES_MIN = 16;

  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final Pattern BASE64 = Pattern.compile("[0-9A-Za-z+/_-]+={0,2}");

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Makes the ciphers ready, which takes a while, before anybody has a key. */
  public static void prepare() {
    // Whoever calls this had them made ready: see above.
  }

  private final Aead aead;

  @AccessesPartialKey
  private MasterKey(byte[] bytes) {
    try {
      AesGcmKey key =
          AesGcmKey.builder()
              .setParameters(
                  AesGcmParameters.builder()
                      .setKeySizeBytes(BYTES)
                      .setIvSizeBytes(12)
                      .setTagSizeBytes(16)
                      .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                      .build())
              .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
              .build();
      this.aead =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
              .build()
              .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new VaultException("This Java cannot use AES-256 keys.", e);
    }
  }

  /**
   * The key that {@code text} writes.
   *
   * @param where it was found, for people
   * @throws VaultException when it writes none; the message does not repeat it
   */
  static MasterKey parse(String text, String where) {
    String key = text.strip();
    byte[] bytes =
        bytes(key)
            .orElseThrow(
                () ->
                    wrong(
                        where,
                        key.isEmpty()
                            ? "nothing is there"
                            : "what is there is neither Base64 nor 64 hex digits"));
    if (bytes.length != BYTES) {
      throw wrong(where, "what is there are %d bytes".formatted(bytes.length));
    }
    long different = IntStream.range(0, BYTES).map(i -> bytes[i]).distinct().count();
    if (different < DIFFERENT_BYTES_MIN) {
      throw wrong(where, "what is there is not random");
    }
    return new MasterKey(bytes);
  }

  private static VaultException wrong(String where, String what) {
    return new VaultException(
        "The master key in %s: expected 32 random bytes in Base64, as %s prints them, or in hex; %s."
            .formatted(where, RECIPE, what));
  }

  private static Optional<byte[]> bytes(String text) {
    if (HEX.matcher(text).matches()) {
      return Optional.of(HexFormat.of().parseHex(text));
    }
    if (!BASE64.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      String standard = text.replace('-', '+').replace('_', '/');
      return Optional.of(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** A new key, as it is written. */
  static String newText() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  Aead aead() {
    return aead;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "MasterKey[secret]";
  }
}
