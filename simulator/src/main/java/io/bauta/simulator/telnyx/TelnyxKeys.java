package io.bauta.simulator.telnyx;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** The Ed25519 key pair with which a Telnyx account's webhooks are signed. */
public final class TelnyxKeys {

  /** The length of the seed, and of the public key. */
  public static final int KEY_BYTES = 32;

  private final KeyPair pair;

  private TelnyxKeys(KeyPair pair) {
    this.pair = pair;
  }

  /** A pair that everybody can know, for tests: its seed is the bytes from 0 to 31. */
  public static TelnyxKeys fictitious() {
    byte[] seed = new byte[KEY_BYTES];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    return ofSeed(seed);
  }

  /**
   * The pair that belongs to {@code seed}, which is the private key as Telnyx and RFC 8032 write
   * it.
   */
  public static TelnyxKeys ofSeed(byte[] seed) {
    if (seed.length != KEY_BYTES) {
      throw new IllegalArgumentException("a seed has %d bytes".formatted(KEY_BYTES));
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return new TelnyxKeys(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /** The public key as Telnyx's portal shows it: Base64 of the raw 32 bytes. */
  public String publicKey() {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    return Base64.getEncoder().encodeToString(raw);
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  @Override
  public String toString() {
    return "TelnyxKeys[" + publicKey() + "]";
  }

  /**
   * Gives the seed away as if it were random: the generator takes its private key from it, and is
   * the only thing in the JDK that computes a public key from a private one.
   */
  private static final class Seed extends SecureRandom {
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
