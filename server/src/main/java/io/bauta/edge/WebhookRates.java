package io.bauta.edge;

import io.bauta.carrier.CarrierAccount;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often an account's carrier may ask and tell, and how often a caller may call: more than any
 * real traffic, and little enough that a flood on one account leaves the others their share.
 *
 * <p>Holds no lock and makes no object: it is on the way of every call.
 */
public final class WebhookRates {

  /** The setting, which every account has: questions a second. */
  public static final String PER_SECOND = "webhooks-per-second";

  /** The setting, which every account has: calls of one caller in a minute. */
  public static final String PER_CALLER = "calls-per-caller";

  public static final int PER_SECOND_DEFAULT = 50_000;
  public static final int PER_CALLER_DEFAULT = 600;

  /** As much as saying that there is none. */
  public static final int SETTING_MAX = 1_000_000;

  /** For each question so much may be told: what is told of calls must not be lost with them. */
  static final int TOLD_FOR_ONE_ASKED = 4;

  /** How much an account may save up of its rate. */
  static final Duration BURST = Duration.ofSeconds(2);

  /** Who hides their number is told from others by what they dial, so that many are one. */
  static final int WITHHELD_FOR_ONE_CALLER = 10;

  /** Beside the hash of what was dialled: no caller's. */
  private static final long WITHHELD = 1L << 62;

  private static final long SECOND = Duration.ofSeconds(1).toNanos() / 1_000;
  private static final long MINUTE = 60 * SECOND;

  private final LongSupplier micros;
  private final Map<String, OfAccount> accounts = new ConcurrentHashMap<>();
  private final CallerTable callers = new CallerTable();

  public WebhookRates() {
    this(sinceNow());
  }

  /** A clock in microseconds that begins above 0 and never goes back. */
  WebhookRates(LongSupplier micros) {
    this.micros = micros;
  }

  static LongSupplier sinceNow() {
    long begun = System.nanoTime() - Duration.ofMinutes(2).toNanos();
    return () -> (System.nanoTime() - begun) / 1_000;
  }

  private static final class OfAccount {
    final Pace asked;
    final Pace told;
    final long perCaller;
    final long perWithheld;
    final long mark;

    OfAccount(CarrierAccount account) {
      int perSecond = setting(account, PER_SECOND, PER_SECOND_DEFAULT);
      int calls = setting(account, PER_CALLER, PER_CALLER_DEFAULT);
      this.asked = new Pace(perSecond);
      this.told = new Pace((long) perSecond * TOLD_FOR_ONE_ASKED);
      this.perCaller = Math.max(1, MINUTE / calls);
      this.perWithheld = Math.max(1, MINUTE / calls / WITHHELD_FOR_ONE_CALLER);
      this.mark = account.name().hashCode() * 0x9E3779B97F4A7C15L;
    }

    private static int setting(CarrierAccount account, String key, int usual) {
      return account.setting(key).map(Integer::parseInt).orElse(usual);
    }
  }

  /** So many a second, and a burst saved up: by when all that was taken would be due. */
  private static final class Pace {
    private final AtomicLong due = new AtomicLong();
    private final long each;

    Pace(long perSecond) {
      this.each = Math.max(1, SECOND / perSecond);
    }

    boolean take(long now) {
      long latest = now + BURST.toMillis() * 1_000;
      while (true) {
        long before = due.get();
        long next = Math.max(before, now) + each;
        if (next > latest) {
          return false;
        }
        if (due.compareAndSet(before, next)) {
          return true;
        }
      }
    }
  }

  private OfAccount of(CarrierAccount account) {
    OfAccount known = accounts.get(account.name());
    return known != null
        ? known
        : accounts.computeIfAbsent(account.name(), _ -> new OfAccount(account));
  }

  /** Whether the account may ask one more question. */
  boolean mayAsk(CarrierAccount account) {
    return of(account).asked.take(micros.getAsLong());
  }

  /** Whether the account may tell one more thing. */
  boolean mayTell(CarrierAccount account) {
    return of(account).told.take(micros.getAsLong());
  }

  /** Whether the caller of {@code call}, which has just come in, may call once more. */
  boolean mayCall(CarrierAccount account, IncomingCall call) {
    OfAccount known = of(account);
    PhoneNumber caller = call.caller().orElse(null);
    return caller == null
        ? take(call.dialed().hashCode() | WITHHELD, known.mark, known.perWithheld)
        : take(caller.hashCode() & ~WITHHELD, known.mark, known.perCaller);
  }

  private boolean take(long who, long mark, long each) {
    return callers.take(who ^ mark, each, MINUTE, micros.getAsLong());
  }
}
