package io.bauta.carrier.telnyx;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key with which signatures by Ed25519 (RFC 8032) are checked. The JDK has them too, and
 * takes eight times as long.
 *
 * <p>By the library's inner functions: its outer ones have interfaces, which the JVM would load at
 * each start of the server, and for them verify the signature of the library's whole archive.
 */
final class Ed25519Key {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private final Ed25519.PublicPoint point;

  private Ed25519Key(Ed25519.PublicPoint point) {
    this.point = point;
  }

  /** The key that these bytes are; empty when they are none. */
  static Optional<Ed25519Key> of(byte[] raw) {
    return raw.length == KEY_BYTES
        ? Optional.ofNullable(Ed25519.validatePublicKeyPartialExport(raw, 0)).map(Ed25519Key::new)
        : Optional.empty();
  }

  /** Whether {@code signature} is one of {@code message} under this key. */
  boolean signed(byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_BYTES
        && Ed25519.verify(signature, 0, point, message, 0, message.length);
  }
}
