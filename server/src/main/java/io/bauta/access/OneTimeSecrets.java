package io.bauta.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Secrets that stand for something once, and not for long. In memory, as hashes, no more than a
 * maximum: of more, the oldest are forgotten.
 *
 * @param <T> what a secret stands for
 */
public final class OneTimeSecrets<T> {

  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int most;
  private final Duration lifetime;

  /** In the order in which they were made. */
  private final Map<KeyHash, Kept<T>> kept = new LinkedHashMap<>();

  private record Kept<T>(T value, Instant until) {

    /** What it is may be a secret. */
    @Override
    public String toString() {
      return "Kept[" + until + "]";
    }
  }

  public OneTimeSecrets(int most, Duration lifetime) {
    this.most = most;
    this.lifetime = lifetime;
  }

  /** 256 random bits, as letters and digits. */
  public static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** A new secret that stands for {@code value}. */
  public String make(T value, Instant now) {
    String secret = random();
    keep(secret, value, now);
    return secret;
  }

  /** Makes {@code secret} stand for {@code value}. */
  public synchronized void keep(String secret, T value, Instant now) {
    kept.values().removeIf(one -> !one.until().isAfter(now));
    Iterator<KeyHash> oldest = kept.keySet().iterator();
    while (kept.size() >= most) {
      oldest.next();
      oldest.remove();
    }
    kept.put(KeyHash.of(secret), new Kept<>(value, now.plus(lifetime)));
  }

  /** What {@code secret} stands for; it stands for nothing after. */
  public Optional<T> take(String secret, Instant now) {
    return take(secret, value -> true, now);
  }

  /** The same, if {@code fits}: otherwise it stands for what it did, and nothing is told. */
  public synchronized Optional<T> take(String secret, Predicate<T> fits, Instant now) {
    KeyHash hash = KeyHash.of(secret);
    Optional<T> value =
        Optional.ofNullable(kept.get(hash))
            .filter(one -> one.until().isAfter(now))
            .map(Kept::value)
            .filter(fits);
    value.ifPresent(_ -> kept.remove(hash));
    return value;
  }
}
