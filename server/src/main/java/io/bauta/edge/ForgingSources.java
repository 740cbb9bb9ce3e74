package io.bauta.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Addresses from which webhooks came that are not genuine. After some in a short while, what comes
 * from there is turned away before its proof is looked at, which is what costs.
 *
 * <p>A carrier's own address may be among them: other customers of the carrier can let it send here
 * what is not ours. So where something genuine came from lately far more is borne. While nobody
 * forges, nothing is kept and nothing is looked at.
 */
final class ForgingSources {

  /** Forged ones a second of one address; so many seconds of it may be saved up. */
  static final int FORGED_PER_SECOND_MAX = 20;

  /** The same where genuine ones came from. */
  static final int FORGED_BESIDE_GENUINE_PER_SECOND_MAX = 1_000;

  static final Duration BURST = Duration.ofSeconds(5);

  /** How long it counts that something genuine came. */
  static final Duration GENUINE_FOR = Duration.ofHours(1);

  /** Addresses that are remembered; of more, the ones that began first are forgotten. */
  static final int ADDRESSES_MAX = 10_000;

  /** Of IPv6, whoever has one address has all that begin so. */
  private static final int NETWORK_BYTES = 8;

  private static final long SECOND = Duration.ofSeconds(1).toNanos() / 1_000;

  private final LongSupplier micros;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private volatile boolean any;

  /** What came from an address. */
  private static final class Source {
    /** By when all its forged ones would be due. */
    long due;

    long genuineAt = Long.MIN_VALUE;

    boolean isTrustedAt(long now) {
      return genuineAt != Long.MIN_VALUE && now - genuineAt < GENUINE_FOR.toMillis() * 1_000;
    }

    boolean isQuietAt(long now) {
      return due <= now && !isTrustedAt(now);
    }

    long each(long now) {
      return SECOND
          / (isTrustedAt(now) ? FORGED_BESIDE_GENUINE_PER_SECOND_MAX : FORGED_PER_SECOND_MAX);
    }

    boolean mayAt(long now) {
      return Math.max(due, now) + each(now) <= now + BURST.toMillis() * 1_000;
    }
  }

  /** A clock in microseconds that begins above 0 and never goes back. */
  ForgingSources(LongSupplier micros) {
    this.micros = micros;
  }

  /** Whether the proof of what comes from {@code address} is looked at. */
  boolean mayProve(String address) {
    if (!any) {
      return true;
    }
    String network = network(address);
    synchronized (sources) {
      Source source = sources.get(network);
      return source == null || source.mayAt(micros.getAsLong());
    }
  }

  /** What came from there was not genuine. */
  void forged(String address) {
    String network = network(address);
    long now = micros.getAsLong();
    synchronized (sources) {
      any = true;
      Source source = sources.computeIfAbsent(network, _ -> new Source());
      source.due = Math.max(source.due, now) + source.each(now);
      forgetQuiet(now);
    }
  }

  /** What came from there was genuine. */
  void genuine(String address) {
    if (!any) {
      return;
    }
    String network = network(address);
    long now = micros.getAsLong();
    synchronized (sources) {
      Source source = sources.get(network);
      if (source != null) {
        if (!source.isTrustedAt(now)) {
          // What it forged as a stranger is forgiven with the rate of one.
          source.due = now;
        }
        source.genuineAt = now;
      }
      forgetQuiet(now);
    }
  }

  /** The oldest only: each call takes away what an earlier one brought. */
  private void forgetQuiet(long now) {
    Iterator<Source> oldest = sources.values().iterator();
    while (oldest.hasNext()) {
      if (!oldest.next().isQuietAt(now) && sources.size() <= ADDRESSES_MAX) {
        break;
      }
      oldest.remove();
    }
    any = !sources.isEmpty();
  }

  int size() {
    synchronized (sources) {
      return sources.size();
    }
  }

  private static String network(String address) {
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES));
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Then the text itself is what there is to tell one from another.
    }
    return address;
  }
}
