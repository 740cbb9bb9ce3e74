package io.bauta.api;

import io.bauta.call.CallTotals;
import io.bauta.call.CallTotals.Total;
import io.bauta.carrier.CarrierAccount;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** How many calls there were on each day, and what became of them. */
public final class TotalsApi {

  /** The days of one request. */
  public static final int DAYS_MAX = 92;

  static final int DAYS_DEFAULT = 7;

  private static final Set<String> PARAMETERS =
      Set.of("since", "until", "pool", "carrier_account", "zone");

  private static final int QUARTER_SECONDS = 15 * 60;
  private static final int RATE_DIGITS = 4;
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  private final CallTotals totals;
  private final Runnable flush;
  private final Pools pools;
  private final Accounts accounts;
  private final Clock clock;

  /**
   * The totals of a store.
   *
   * @param flush brings what the call log still queues into the store
   */
  public TotalsApi(CallTotals totals, Runnable flush, Pools pools, Accounts accounts, Clock clock) {
    this.totals = totals;
    this.flush = flush;
    this.pools = pools;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Which days, by the clock of which zone. */
  private record Days(LocalDate since, LocalDate until, ZoneId zone) {}

  ApiReply list(ApiRequest request) {
    CallFilters.requireKnown(request, PARAMETERS);
    Days days = days(request);
    Optional<PoolId> pool = CallFilters.pool(request, pools);
    Optional<String> account = request.queryValue("carrier_account");
    flush.run();
    List<ObjectNode> rows = new ArrayList<>();
    for (LocalDate day = days.since(); day.isBefore(days.until()); day = day.plusDays(1)) {
      rows.addAll(rows(day, days.zone(), pool, account, request.scope()));
    }
    ObjectNode body = Json.object();
    body.put("zone", days.zone().getId());
    body.put("since", days.since().toString());
    body.put("until", days.until().toString());
    body.set("data", Json.array(rows));
    return ApiReply.ok(body);
  }

  private Days days(ApiRequest request) {
    ZoneId zone =
        Page.parameter(request, "zone", TotalsApi::zone, "a time zone such as Asia/Kolkata")
            .orElse(UTC);
    LocalDate until =
        day(request, "until")
            .orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone).plusDays(1));
    LocalDate since = day(request, "since").orElseGet(() -> until.minusDays(DAYS_DEFAULT));
    if (!since.isBefore(until) || since.plusDays(DAYS_MAX).isBefore(until)) {
      throw new ProblemException(
          Problem.ofField(
              "invalid_value",
              "since",
              "since: expected a day before until, and at most %d days in all; ask for the others"
                      .formatted(DAYS_MAX)
                  + " by themselves"));
    }
    if (!beginsOnAQuarter(since, zone) || !beginsOnAQuarter(until, zone)) {
      throw new ProblemException(
          Problem.ofField(
              "invalid_value",
              "zone",
              "zone: expected one whose days begin on a quarter of an hour, such as Asia/Kolkata"));
    }
    return new Days(since, until, zone);
  }

  /** Calls that were forgotten are counted by these. */
  private static boolean beginsOnAQuarter(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toEpochSecond() % QUARTER_SECONDS == 0;
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException notAZone) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> day(ApiRequest request, String name) {
    return Page.parameter(request, name, TotalsApi::date, "a day such as 2027-01-31");
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(day -> isInReach(day.getYear()));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /** Of what identifiers and the store can count. */
  private static boolean isInReach(int year) {
    return year >= 2000 && year < 2200;
  }

  private List<ObjectNode> rows(
      LocalDate day,
      ZoneId zone,
      Optional<PoolId> pool,
      Optional<String> account,
      PoolScope scope) {
    return totals
        .of(
            day.atStartOfDay(zone).toInstant(),
            day.plusDays(1).atStartOfDay(zone).toInstant(),
            pool,
            account,
            scope)
        .stream()
        .sorted(
            Comparator.comparing((Total total) -> total.pool().map(PoolId::toString).orElse(""))
                .thenComparing(Total::carrierAccount))
        .map(total -> json(day, total))
        .toList();
  }

  private ObjectNode json(LocalDate day, Total total) {
    ObjectNode json = Json.object();
    json.put("day", day.toString());
    json.put("pool", total.pool().map(PoolId::toString).orElse(null));
    json.put("pool_name", total.pool().flatMap(pools::find).map(NumberPool::name).orElse(null));
    json.put("carrier_account", total.carrierAccount());
    json.put(
        "carrier", accounts.find(total.carrierAccount()).map(CarrierAccount::carrier).orElse(null));
    json.put("calls", total.calls());
    json.put("put_through", total.putThrough());
    json.put("answered", total.answered());
    json.put(
        "answer_rate",
        total.putThrough() == 0
            ? null
            : BigDecimal.valueOf(total.answered())
                .divide(BigDecimal.valueOf(total.putThrough()), RATE_DIGITS, RoundingMode.HALF_UP));
    json.put("talk_seconds", total.talked().toSeconds());
    json.put(
        "average_talk_seconds",
        total.measured() == 0
            ? null
            : BigDecimal.valueOf(total.talked().toMillis())
                .divide(
                    BigDecimal.valueOf(total.measured()).multiply(MILLIS),
                    1,
                    RoundingMode.HALF_UP));
    counts(json.putObject("statuses"), total.statuses());
    counts(json.putObject("refusals"), total.refusals());
    return json;
  }

  private static <E extends Enum<E>> void counts(ObjectNode json, Map<E, Long> counts) {
    new TreeMap<>(counts).forEach((name, count) -> json.put(Names.of(name), count));
  }
}
