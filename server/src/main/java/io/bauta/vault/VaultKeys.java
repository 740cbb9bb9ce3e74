package io.bauta.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The data keys of a vault: two Tink keysets. Kept wrapped with the master key, and bound to the
 * installation that they are of. Never changed: a rotation makes others of them.
 */
public final class VaultKeys {

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

  VaultKeys(KeysetHandle sealing, KeysetHandle tokens) {
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

  /**
   * Reads the keys in clear that an earlier version kept in {@code file}: a JSON object of two Tink
   * keysets.
   *
   * @throws VaultException when it is not there, open to others or damaged
   */
  public static VaultKeys readClear(Path file) {
    try {
      if (JSON.readTree(KeyFile.read(file)) instanceof ObjectNode keysets) {
        return new VaultKeys(clear(keysets, "sealing"), clear(keysets, "tokens"));
      }
    } catch (IOException e) {
      throw new VaultException("The key file %s cannot be read: %s".formatted(file, e), e);
    } catch (JacksonException | GeneralSecurityException damaged) {
      // Their messages may quote the file, so they are not passed on.
    }
    throw new VaultException(
        "The key file %s is damaged. Put back the copy from your backup.".formatted(file));
  }

  private static KeysetHandle clear(ObjectNode keysets, String name)
      throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        keysets.path(name).toString(), InsecureSecretKeyAccess.get());
  }

  /** Removes the file of {@link #readClear}; when this returns, the disk knows. */
  public static void removeClear(Path file) {
    try {
      KeyFile.remove(file);
    } catch (IOException e) {
      throw new VaultException(
          "The key file %s holds keys in clear, is not needed any more and cannot be removed (%s)."
                  .formatted(file, e.getClass().getSimpleName())
              + " Remove it.",
          e);
    }
  }

  /** These keys as they may be kept, for the installation that is called {@code installation}. */
  public WrappedKeys wrap(MasterKey master, UUID installation) {
    try {
      return new WrappedKeys(
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
              sealing,
              master.aead(),
              boundTo(Keyset.SEALING, installation),
              RegistryConfiguration.get()),
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
              tokens,
              master.aead(),
              boundTo(Keyset.TOKENS, installation),
              RegistryConfiguration.get()));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The data keys cannot be wrapped.", e);
    }
  }

  /**
   * The keys that were wrapped.
   *
   * @throws VaultException when another master key wrapped them, or for another installation, or
   *     they were changed
   */
  public static VaultKeys unwrap(WrappedKeys wrapped, MasterKey master, UUID installation) {
    try {
      return new VaultKeys(
          TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              wrapped.sealing(),
              master.aead(),
              boundTo(Keyset.SEALING, installation),
              RegistryConfiguration.get()),
          TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              wrapped.tokens(),
              master.aead(),
              boundTo(Keyset.TOKENS, installation),
              RegistryConfiguration.get()));
    } catch (GeneralSecurityException otherKey) {
      throw new VaultException("The master key does not open the data keys.", otherKey);
    }
  }

  private static byte[] boundTo(Keyset which, UUID installation) {
    return "bauta vault 1: %s of %s"
        .formatted(which, installation)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The same, and a new key with which everything is sealed from now on. */
  public VaultKeys withNewSealingKey() {
    try {
      return new VaultKeys(
          KeysetHandle.newBuilder(sealing)
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build(),
          tokens);
    } catch (GeneralSecurityException e) {
      throw new VaultException("A new key for sealing cannot be made.", e);
    }
  }

  /** The same without the keys with which nothing is sealed any more. */
  public VaultKeys withoutFormerSealingKeys() {
    try {
      KeysetHandle.Entry primary = sealing.getPrimary();
      return new VaultKeys(
          KeysetHandle.newBuilder()
              .addEntry(
                  KeysetHandle.importKey(primary.getKey())
                      .withFixedId(primary.getId())
                      .makePrimary())
              .build(),
          tokens);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The former keys of sealing cannot be taken out.", e);
    }
  }

  /** The same, and a key more for tokens. */
  public VaultKeys withNewTokenKey() {
    try {
      return new VaultKeys(
          sealing,
          KeysetHandle.newBuilder(tokens)
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                      .withRandomId()
                      .makePrimary())
              .build());
    } catch (GeneralSecurityException e) {
      throw new VaultException("A new key for tokens cannot be made.", e);
    }
  }

  /** The ids of the keys of one kind, in the order in which they were made. */
  public List<Integer> ids(Keyset which) {
    KeysetHandle keyset = which == Keyset.SEALING ? sealing : tokens;
    return IntStream.range(0, keyset.size()).mapToObj(i -> keyset.getAt(i).getId()).toList();
  }

  /** The id of the key that seals. */
  public int sealingId() {
    return sealing.getPrimary().getId();
  }

  Aead aead() throws GeneralSecurityException {
    return sealing.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /** In the order in which they are applied. */
  List<Prf> prfs() throws GeneralSecurityException {
    PrfSet set = tokens.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    List<Prf> prfs = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.getAt(i).getStatus() != KeyStatus.ENABLED) {
        throw new GeneralSecurityException("a key of the tokens is not enabled");
      }
      prfs.add(set.getPrfs().get(tokens.getAt(i).getId()));
    }
    return prfs;
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
