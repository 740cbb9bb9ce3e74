package io.bauta.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Addresses from which webhooks came that are not genuine. After some in a short while, what comes
 * from there is turned away before its proof is looked at, which is what costs.
 *
 * <p>A carrier's own address may be among them: other customers of the carrier can let it send here
 * what is not ours, and behind a proxy that is not known as one everybody has the same. So where
 * something genuine came from lately far more is borne, also when nobody has forged until now: else
 * the first ones would shut out what could show that it is the carrier's.
 */
final class ForgingSources {

  /** Forged ones a second of one address; so many seconds of it may be saved up. */
  static final int FORGED_PER_SECOND_MAX = 20;

  /** The same where genuine ones came from. */
  static final int FORGED_BESIDE_GENUINE_PER_SECOND_MAX = 1_000;

  static final Duration BURST = Duration.ofSeconds(5);

  /** How long it counts that something genuine came. */
  static final Duration GENUINE_FOR = Duration.ofHours(1);

  /** How long it is not noted again: each webhook asks. */
  static final Duration GENUINE_NOTED_EVERY = Duration.ofMinutes(1);

  /**
   * Addresses that are remembered, of those that forge and of the genuine ones; of more that forge,
   * the ones that began first are forgotten.
   */
  static final int ADDRESSES_MAX = 10_000;

  /** Of IPv6, whoever has one address has all that begin so. */
  private static final int NETWORK_BYTES = 8;

  private static final long SECOND = Duration.ofSeconds(1).toNanos() / 1_000;

  private final LongSupplier micros;
  private final Map<String, Source> sources = new LinkedHashMap<>();

  /** When something genuine came, to the minute: by network, and by address to be found quickly. */
  private final Map<String, Long> genuine = new ConcurrentHashMap<>();

  private volatile boolean any;

  /** What came from an address. */
  private static final class Source {
    /** By when all its forged ones would be due. */
    long due;

    boolean mayAt(long now, long each) {
      return Math.max(due, now) + each <= now + BURST.toMillis() * 1_000;
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
    long now = micros.getAsLong();
    synchronized (sources) {
      Source source = sources.get(network);
      return source == null || source.mayAt(now, each(network, now));
    }
  }

  private long each(String network, long now) {
    return SECOND
        / (isGenuineAt(network, now, GENUINE_FOR)
            ? FORGED_BESIDE_GENUINE_PER_SECOND_MAX
            : FORGED_PER_SECOND_MAX);
  }

  private boolean isGenuineAt(String place, long now, Duration within) {
    Long at = genuine.get(place);
    return at != null && now - at < within.toMillis() * 1_000;
  }

  /** What came from there was not genuine. */
  void forged(String address) {
    String network = network(address);
    long now = micros.getAsLong();
    synchronized (sources) {
      any = true;
      Source source = sources.computeIfAbsent(network, _ -> new Source());
      source.due = Math.max(source.due, now) + each(network, now);
      forgetQuiet(now);
    }
  }

  /** What came from there was genuine. */
  void genuine(String address) {
    long now = micros.getAsLong();
    if (!isGenuineAt(address, now, GENUINE_NOTED_EVERY)) {
      noteGenuine(address, now);
    }
  }

  private void noteGenuine(String address, long now) {
    String network = network(address);
    synchronized (sources) {
      Source source = sources.get(network);
      if (source != null && !isGenuineAt(network, now, GENUINE_FOR)) {
        // What it forged as a stranger is forgiven with the rate of one.
        source.due = now;
      }
      if (genuine.size() >= ADDRESSES_MAX) {
        genuine.values().removeIf(at -> now - at >= GENUINE_FOR.toMillis() * 1_000);
      }
      if (genuine.size() < ADDRESSES_MAX) {
        genuine.put(network, now);
        genuine.put(address, now);
      }
      forgetQuiet(now);
    }
  }

  /** The oldest only: each call takes away what an earlier one brought. */
  private void forgetQuiet(long now) {
    Iterator<Source> oldest = sources.values().iterator();
    while (oldest.hasNext()) {
      if (oldest.next().due > now && sources.size() <= ADDRESSES_MAX) {
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
