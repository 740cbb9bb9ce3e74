package io.bauta.edge;

import io.bauta.carrier.Authenticity.Nonce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers which nonce was used for what.
 *
 * <p>A carrier may repeat a webhook with its nonce; then the use is the same. Somebody who took a
 * signature from one webhook and put it on another has a different use, and is turned away. Bounded
 * in number and age, and empty after a restart.
 */
public final class ReplayGuard {

  /** 8 MB, from the first one on. */
  public static final int NONCES_MAX = 250_000;

  public static final Duration REMEMBERED = Duration.ofDays(1);

  private static final MessageDigest SHA_256 = sha256();

  private final LongSupplier nanoTime;
  private final UsedNonces used = new UsedNonces(NONCES_MAX);

  public ReplayGuard() {
    this(System::nanoTime);
  }

  ReplayGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether this is the nonce's first use, or the same one again. */
  public boolean admit(String account, Nonce nonce) {
    // Of so many nonces two have an equal half of a digest once in far more webhooks than are sent;
    // nobody can look for two, as only the carrier's are remembered.
    long key = digest(account + "\n" + nonce.value());
    long use = digest(nonce.use());
    synchronized (used) {
      long now = nanoTime.getAsLong();
      while (used.size() > 0 && now - used.oldestTime() >= REMEMBERED.toNanos()) {
        used.removeOldest();
      }
      return used.add(key, use, now) == use;
    }
  }

  private static long digest(String text) {
    try {
      // A clone is made without looking for a provider.
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (CloneNotSupportedException theJdkOnesCan) {
      throw new IllegalStateException(theJdkOnesCan);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
