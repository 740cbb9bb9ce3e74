package io.bauta.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.bauta.carrier.Authenticity.Nonce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

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

  private final Cache<Digest, Long> uses;

  private record Digest(long high, long low) {}

  public ReplayGuard() {
    this(Ticker.systemTicker());
  }

  ReplayGuard(Ticker ticker) {
    this.uses =
        Caffeine.newBuilder()
            .maximumSize(NONCES_MAX)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker)
            .build();
  }

  /** Whether this is the nonce's first use, or the same one again. */
  public boolean admit(String account, Nonce nonce) {
    Long use = digest(nonce.use()).high();
    Long first = uses.asMap().putIfAbsent(digest(account + "\n" + nonce.value()), use);
    return first == null || first.equals(use);
  }

  private static Digest digest(String text) {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      return new Digest(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
