package io.bauta.bench.load;

import io.bauta.bench.wire.VobizWire;
import io.bauta.bench.wire.VobizWire.Signer;
import io.bauta.bench.wire.VobizWire.Version;
import java.net.URI;
import java.util.SplittableRandom;

/**
 * Fresh nonces with their signatures, made before a round so that making them is not measured as
 * the server's time. When they run out, the rest is made on the way.
 */
final class SignatureStock {

  private static final int ENTRY = VobizWire.NONCE_LENGTH + VobizWire.SIGNATURE_LENGTH;

  private final Signer signer;
  private final SplittableRandom random;
  private final byte[] entries;
  private final byte[] nonce = new byte[VobizWire.NONCE_LENGTH];
  private int left;

  SignatureStock(Version version, URI url, SplittableRandom random, int size) {
    this.signer = new Signer(version, url.toString());
    this.random = random;
    this.entries = new byte[Math.max(1, size) * ENTRY];
  }

  void refill() {
    left = entries.length / ENTRY;
    for (int entry = 0; entry < left; entry++) {
      make(entry);
    }
  }

  private void make(int entry) {
    Template.decimal(nonce, 0, nonce.length, random.nextLong() >>> 1);
    System.arraycopy(nonce, 0, entries, entry * ENTRY, nonce.length);
    byte[] signature = signer.sign(nonce);
    System.arraycopy(signature, 0, entries, entry * ENTRY + nonce.length, signature.length);
  }

  /** Fills in a nonce that was not used before, and its signature. */
  void fill(Template template, Template.Slot nonceSlot, Template.Slot signatureSlot) {
    if (left == 0) {
      make(0);
      left = 1;
    }
    left--;
    template.putBytes(nonceSlot, entries, left * ENTRY);
    template.putBytes(signatureSlot, entries, left * ENTRY + VobizWire.NONCE_LENGTH);
  }
}
