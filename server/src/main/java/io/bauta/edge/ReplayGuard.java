package io.bauta.edge;

import io.bauta.carrier.Authenticity.Nonce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which nonce was used for what.
 *
 * <p>A carrier may repeat a webhook with its nonce; then the use is the same. Somebody who took a
 * signature from one webhook and put it on another has a different use, and is turned away. Bounded
 * in number and age, and empty after a restart.
 */
public final class ReplayGuard {

  /** About 30 MB when full. */
  public static final int NONCES_MAX = 250_000;

  public static final Duration REMEMBERED = Duration.ofDays(1);

  private static final MessageDigest SHA_256 = sha256();

  private final LongSupplier nanoTime;
  private final Uses uses = new Uses();

  private record Digest(long high, long low) {}

  /** The first use of a nonce, and when that was. */
  private record Use(long digest, long nanoTime) {}

  /** Oldest first. */
  private final class Uses extends LinkedHashMap<Digest, Use> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Digest, Use> eldest) {
      return size() > NONCES_MAX || isOver(eldest.getValue());
    }
  }

  public ReplayGuard() {
    this(System::nanoTime);
  }

  ReplayGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether this is the nonce's first use, or the same one again. */
  public boolean admit(String account, Nonce nonce) {
    Digest key = digest(account + "\n" + nonce.value());
    long use = digest(nonce.use()).high();
    synchronized (uses) {
      Use first = uses.get(key);
      if (first == null || isOver(first)) {
        uses.putLast(key, new Use(use, nanoTime.getAsLong()));
        return true;
      }
      return first.digest() == use;
    }
  }

  private boolean isOver(Use use) {
    return nanoTime.getAsLong() - use.nanoTime() >= REMEMBERED.toNanos();
  }

  private static Digest digest(String text) {
    try {
      // A clone is made without looking for a provider.
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      return new Digest(bytes.getLong(), bytes.getLong());
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
