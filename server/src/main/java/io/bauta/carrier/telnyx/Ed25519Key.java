package io.bauta.carrier.telnyx;

import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A public key with which signatures by Ed25519 (RFC 8032) are checked. The JDK has them too, and
 * takes eight times as long.
 */
final class Ed25519Key {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private final Ed25519PublicKeyParameters key;

  private Ed25519Key(Ed25519PublicKeyParameters key) {
    this.key = key;
  }

  /** The key that these bytes are; empty when they are none. */
  static Optional<Ed25519Key> of(byte[] raw) {
    if (raw.length != KEY_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Ed25519Key(new Ed25519PublicKeyParameters(raw)));
    } catch (IllegalArgumentException noPointOfTheCurve) {
      return Optional.empty();
    }
  }

  /** Whether {@code signature} is one of {@code message} under this key. */
  boolean signed(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, key);
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
