package io.bauta.carrier.telnyx;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** Signatures by Ed25519 (RFC 8032) under raw public keys. */
final class Ed25519 {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final String NAME = "Ed25519";

  /** What stands before the raw key in its X.509 form (RFC 8410, section 4). */
  private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /** The key that these bytes are; empty when they are none. */
  static Optional<PublicKey> key(byte[] raw) {
    if (raw.length != KEY_BYTES) {
      return Optional.empty();
    }
    byte[] encoded = new byte[KEY_PREFIX.length + raw.length];
    System.arraycopy(KEY_PREFIX, 0, encoded, 0, KEY_PREFIX.length);
    System.arraycopy(raw, 0, encoded, KEY_PREFIX.length, raw.length);
    try {
      return Optional.of(
          KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (InvalidKeySpecException noPointOfTheCurve) {
      return Optional.empty();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Whether {@code signature} is one of {@code message} under {@code key}. */
  static boolean holds(PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(NAME);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (InvalidKeyException | SignatureException neitherKeyNorSignature) {
      return false;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
