package io.bauta.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secret keys of a vault, kept in a file that only its owner may read.
 *
 * <p>The file is a JSON object with two Tink keysets, so that a later version can add keys and keep
 * the old ones for what they sealed. Whoever loses the file has lost every real number.
 */
public final class VaultKeys {

  private static final String SEALING = "sealing";
  private static final String TOKENS = "tokens";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static {
    try {
      AeadConfig.register();
      PrfConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeysetHandle sealing;
  private final KeysetHandle tokens;

  private VaultKeys(KeysetHandle sealing, KeysetHandle tokens) {
    this.sealing = sealing;
    this.tokens = tokens;
  }

  /** New keys, in memory only. */
  public static VaultKeys generate() {
    try {
      return new VaultKeys(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
          KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF));
    } catch (GeneralSecurityException e) {
      throw new VaultException("This Java cannot make AES-256 and HMAC-SHA256 keys.", e);
    }
  }

  /** Makes new keys and writes them to {@code file}, which must not be there yet. */
  public static VaultKeys create(Path file) {
    if (Files.exists(file)) {
      throw new VaultException("There is a key file at %s already.".formatted(file));
    }
    VaultKeys keys = generate();
    try {
      KeyFile.create(file, keys.json());
    } catch (IOException e) {
      throw new VaultException("The key file %s cannot be written: %s".formatted(file, e), e);
    }
    return keys;
  }

  /**
   * Reads the keys in {@code file}.
   *
   * @throws VaultException when it is not there, open to others or damaged
   */
  public static VaultKeys read(Path file) {
    try {
      if (JSON.readTree(KeyFile.read(file)) instanceof ObjectNode keysets) {
        return new VaultKeys(keyset(keysets, SEALING), keyset(keysets, TOKENS));
      }
    } catch (IOException e) {
      throw new VaultException("The key file %s cannot be read: %s".formatted(file, e), e);
    } catch (JacksonException | GeneralSecurityException damaged) {
      // Their messages may quote the file, so they are not passed on.
    }
    throw new VaultException(
        "The key file %s is damaged. Put back the copy from your backup.".formatted(file));
  }

  private static KeysetHandle keyset(ObjectNode keysets, String name)
      throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        keysets.path(name).toString(), InsecureSecretKeyAccess.get());
  }

  private String json() {
    try {
      ObjectNode keysets = JSON.createObjectNode();
      keysets.set(SEALING, JSON.readTree(json(sealing)));
      keysets.set(TOKENS, JSON.readTree(json(tokens)));
      return keysets.toPrettyString() + "\n";
    } catch (GeneralSecurityException e) {
      throw new VaultException("The new keys cannot be written.", e);
    }
  }

  private static String json(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
  }

  KeysetHandle sealing() {
    return sealing;
  }

  KeysetHandle tokens() {
    return tokens;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "VaultKeys[secret]";
  }
}
