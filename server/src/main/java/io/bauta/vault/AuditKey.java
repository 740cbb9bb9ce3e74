package io.bauta.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The key of the audit log's chain: says of a text that it was written by whoever has the key.
 *
 * <p>HMAC-SHA256. It has a key of its own, sealed with the vault's and kept beside the chain, which
 * stays the same when the vault's keys are rotated: they only seal it anew. Safe for many threads.
 */
public final class AuditKey {

  static {
    try {
      MacConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeysetHandle keyset;
  private final Mac mac;

  private AuditKey(KeysetHandle keyset) throws GeneralSecurityException {
    this.keyset = keyset;
    this.mac = keyset.getPrimitive(RegistryConfiguration.get(), Mac.class);
  }

  /** A new one. */
  public static AuditKey generate() {
    try {
      return new AuditKey(KeysetHandle.generateNew(PredefinedMacParameters.HMAC_SHA256_256BITTAG));
    } catch (GeneralSecurityException e) {
      throw new VaultException("This Java cannot make HMAC-SHA256 keys.", e);
    }
  }

  /**
   * The one that was sealed.
   *
   * @throws VaultException when these bytes were not sealed with these keys, or were changed
   */
  public static AuditKey open(byte[] sealed, NumberVault vault) {
    try {
      return new AuditKey(
          TinkProtoKeysetFormat.parseKeyset(
              vault.open(sealed, SealedAs.AUDIT_KEY),
              InsecureSecretKeyAccess.get(),
              RegistryConfiguration.get()));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The key of the audit log is damaged.", e);
    }
  }

  /** The key as it may be kept, by whoever holds a turn of the vault until it is. */
  public byte[] sealed(NumberVault vault) {
    try {
      byte[] clear =
          TinkProtoKeysetFormat.serializeKeyset(
              keyset, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
      return vault.seal(clear, SealedAs.AUDIT_KEY);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot keep the key of the audit log.", e);
    }
  }

  /** The keyed hash of {@code text}; it says which key made it. */
  public byte[] hash(String text) {
    try {
      return mac.computeMac(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot make a keyed hash.", e);
    }
  }

  /** Whether {@code hash} is that of {@code text}. Takes the same time wherever they differ. */
  public boolean isOf(String text, byte[] hash) {
    try {
      mac.verifyMac(hash, bytes(text));
      return true;
    } catch (GeneralSecurityException otherwise) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "AuditKey[secret]";
  }
}
