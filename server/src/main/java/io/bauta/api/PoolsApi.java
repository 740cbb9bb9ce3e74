package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Shortfall;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.plan.Pressures;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import io.bauta.pool.UnknownCaller;
import io.bauta.session.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Pools and their numbers. */
public final class PoolsApi {

  /** Numbers in one request; more are added in several. */
  public static final int NUMBERS_PER_REQUEST_MAX = 1000;

  private final Pools pools;
  private final SessionStore sessions;
  private final Pressures pressures;
  private final Accounts accounts;
  private final PlatformPlace platform;
  private final TimeOrderedIds ids;
  private final Clock clock;

  public PoolsApi(
      Pools pools,
      SessionStore sessions,
      Pressures pressures,
      Accounts accounts,
      PlatformPlace platform,
      TimeOrderedIds ids,
      Clock clock) {
    this.pools = pools;
    this.sessions = sessions;
    this.pressures = pressures;
    this.accounts = accounts;
    this.platform = platform;
    this.ids = ids;
    this.clock = clock;
  }

  ApiReply create(ApiRequest request) {
    Fields fields = Fields.of(request, PoolJson.FIELDS);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String name = fields.text("name", NumberPool.NAME_LENGTH_MAX);
    CarrierAccount account = accounts.required(fields, "carrier_account");
    PoolMode mode = mode(fields, account);
    NumberPool pool =
        new NumberPool(
            new PoolId(ids.next(now)),
            name,
            account.name(),
            mode,
            PoolJson.selection(fields, Selection.FIRST_FIT, mode),
            PoolJson.callPolicy(fields, CallPolicy.DEFAULT),
            PoolJson.rest(fields, "cool_off_seconds").orElse(NumberPool.COOL_OFF_DEFAULT),
            PoolJson.rest(fields, "grace_seconds").orElse(Duration.ZERO),
            now,
            PoolJson.policies(fields, PoolPolicies.DEFAULT, account.homeRegion(), mode));
    requireDigits(pool, account);
    requireNotice(pool, account);
    requireRecording(pool, account, Accounts.RECORDING_FIELD);
    requirePlatform(fields, pool);
    return switch (pools.create(pool)) {
      case CREATED -> ApiReply.created(PoolJson.of(pool));
      case NAME_TAKEN -> nameTaken(request, pool);
    };
  }

  /** Two numbers for a pair do not mask where the carrier chooses which one is shown. */
  private static PoolMode mode(Fields fields, CarrierAccount account) {
    PoolMode mode = fields.optionalChoice("mode", PoolMode.class).orElse(PoolMode.PAIR_TWO_NUMBERS);
    requireOurCallerId(mode, account, "mode");
    return mode;
  }

  private static void requireOurCallerId(PoolMode mode, CarrierAccount account, String field) {
    if (mode == PoolMode.PAIR_TWO_NUMBERS && Accounts.has(Shortfall.CALLER_ID_NOT_OURS, account)) {
      throw new ProblemException(
          Problem.ofField(
                  "carrier_cannot",
                  field,
                  "this account's carrier shows a number of its own choice, so nobody could call"
                      + " back: expected pair_one_number")
              .with("shortfall", Shortfall.CALLER_ID_NOT_OURS.name()));
    }
  }

  /** A caller who cannot be asked for a code would reach nobody. */
  private static void requireDigits(NumberPool pool, CarrierAccount account) {
    String field =
        pool.policies().unknownCaller() == UnknownCaller.ASK
            ? "unknown_caller_fallback"
            : "unknown_caller";
    requireDigits(pool, account, pool.mode() == PoolMode.PIN ? "mode" : field);
  }

  private static void requireDigits(NumberPool pool, CarrierAccount account, String field) {
    if (pool.needsDigits() && Accounts.has(Shortfall.DIGITS_NOT_COLLECTED, account)) {
      throw new ProblemException(
          Problem.ofField(
                  "carrier_cannot",
                  field,
                  "this account's carrier cannot ask a caller to enter a code")
              .with("shortfall", Shortfall.DIGITS_NOT_COLLECTED.name()));
    }
  }

  /** What the law wants to be said must be heard. */
  private static void requireNotice(NumberPool pool, CarrierAccount account) {
    requireNotice(pool, account, Accounts.NOTICE_FIELD);
  }

  private static void requireNotice(NumberPool pool, CarrierAccount account, String field) {
    if (pool.policies().rules().notice().isPresent()) {
      Accounts.requireNotice(account, field);
    }
  }

  private static void requireRecording(NumberPool pool, CarrierAccount account, String field) {
    if (pool.policies().rules().isRecorded()) {
      Accounts.requireRecording(account, field);
    }
  }

  /** A pool that is as it was before stays changeable when the server forgot its platform. */
  private void requirePlatform(Fields fields, NumberPool pool) {
    PoolPolicies policies = pool.policies();
    if (fields.has("unknown_caller") && policies.unknownCaller() == UnknownCaller.ASK) {
      platform.require(fields, "unknown_caller");
    }
    if (fields.has("ask_url")) {
      platform.require(fields, "ask_url");
      platform.requireThere(fields, "ask_url", policies.asking().url().orElseThrow());
    }
  }

  /** With an idempotency key, the same pool asked for again is the same pool. */
  private ApiReply nameTaken(ApiRequest request, NumberPool pool) {
    Optional<NumberPool> same =
        request
            .header("idempotency-key")
            .flatMap(key -> pools.named(pool.name()))
            .filter(existing -> PoolJson.isSame(existing, pool));
    return same.map(existing -> ApiReply.ok(PoolJson.of(existing)))
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem(
                        409, "name_taken", "another pool has this name", Map.of("field", "name"))));
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Optional<PoolId> after =
        Page.parameter(request, "cursor", PoolId::parse, "a cursor from the page before");
    List<NumberPool> rest =
        pools.all().stream()
            .filter(pool -> request.scope().includes(pool.id()))
            .filter(
                pool ->
                    after.isEmpty() || pool.id().toString().compareTo(after.get().toString()) > 0)
            .limit(limit + 1L)
            .toList();
    return Page.of(rest, limit, PoolJson::of, pool -> pool.id().toString());
  }

  ApiReply get(ApiRequest request) {
    NumberPool pool = pool(request);
    ObjectNode json = PoolJson.of(pool);
    json.set("pressure", pressures.of(pool.id(), clock.instant()).map(PoolJson::of).orElse(null));
    return ApiReply.ok(json);
  }

  ApiReply change(ApiRequest request) {
    NumberPool before = pool(request);
    Fields fields = Fields.of(request, PoolJson.CHANGEABLE_FIELDS);
    NumberPool after =
        new NumberPool(
            before.id(),
            before.name(),
            before.carrierAccount(),
            before.mode(),
            PoolJson.selection(fields, before.selection(), before.mode()),
            PoolJson.callPolicy(fields, before.callPolicy()),
            PoolJson.rest(fields, "cool_off_seconds").orElse(before.coolOff()),
            PoolJson.rest(fields, "grace_seconds").orElse(before.grace()),
            before.createdAt(),
            PoolJson.policies(fields, before.policies(), homeRegion(before), before.mode()));
    for (CarrierAccount account : accounts.of(before, pools.numbers(before.id()))) {
      requireDigits(after, account);
      requireNotice(after, account);
      requireRecording(after, account, Accounts.RECORDING_FIELD);
    }
    requirePlatform(fields, after);
    if (!pools.update(after)) {
      throw new ProblemException(Problem.notFound("pool"));
    }
    return ApiReply.ok(PoolJson.of(after));
  }

  ApiReply delete(ApiRequest request) {
    return removed(pools.delete(pool(request).id(), clock.instant()), "pool");
  }

  ApiReply addNumbers(ApiRequest request) {
    NumberPool pool = pool(request);
    Fields fields = Fields.of(request, Set.of("numbers", "carrier_account"));
    List<String> texts =
        fields.texts("numbers", NUMBERS_PER_REQUEST_MAX, HomeRegion.TEXT_LENGTH_MAX);
    if (pools.numbers(pool.id()).size() + texts.size() > NumberPool.NUMBERS_MAX) {
      throw fields.invalid(
          "pool_full",
          "numbers",
          "a pool holds at most %d numbers".formatted(NumberPool.NUMBERS_MAX));
    }
    Optional<CarrierAccount> ownAccount = ownAccount(fields, pool);
    HomeRegion region =
        ownAccount.map(CarrierAccount::homeRegion).orElseGet(() -> homeRegion(pool));
    List<ObjectNode> rejected = new ArrayList<>();
    List<ProxyNumber> numbers = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    for (String text : texts) {
      Optional<PhoneNumber> number = region.parsePossible(text);
      if (number.isEmpty()) {
        rejected.add(rejected(text, "invalid_number"));
      } else if (sessions.isParticipant(number.get(), clock.instant())) {
        // Lent to somebody else it would show them a person's own number.
        rejected.add(rejected(number.get().masked(), "participant_number"));
      } else {
        numbers.add(ProxyNumber.of(number.get()));
        accepted.add(text);
      }
    }
    List<AddOutcome> outcomes =
        pools.addNumbers(pool.id(), numbers, ownAccount.map(CarrierAccount::name));
    int added = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case ADDED -> added++;
        case ALREADY_HERE -> rejected.add(rejected(accepted.get(i), "already_in_pool"));
        case IN_ANOTHER_POOL -> rejected.add(rejected(accepted.get(i), "in_another_pool"));
      }
    }
    ObjectNode body = Json.object();
    body.put("added", added);
    body.set("rejected", Json.array(rejected));
    return ApiReply.ok(body);
  }

  /** The account that the numbers are reached through, where that is not the pool's. */
  private Optional<CarrierAccount> ownAccount(Fields fields, NumberPool pool) {
    if (!fields.has("carrier_account")) {
      return Optional.empty();
    }
    CarrierAccount account = accounts.required(fields, "carrier_account");
    requireOurCallerId(pool.mode(), account, "carrier_account");
    requireDigits(pool, account, "carrier_account");
    requireNotice(pool, account, "carrier_account");
    requireRecording(pool, account, "carrier_account");
    return Optional.of(account).filter(own -> !own.name().equals(pool.carrierAccount()));
  }

  private static ObjectNode rejected(String number, String code) {
    ObjectNode entry = Json.object();
    entry.put("number", number);
    entry.put("code", code);
    return entry;
  }

  ApiReply numbers(ApiRequest request) {
    NumberPool pool = pool(request);
    int limit = Page.limit(request);
    List<PooledNumber> all = pools.numbers(pool.id());
    int start =
        Page.parameter(request, "cursor", homeRegion(pool)::parse, "a cursor from the page before")
            .map(cursor -> indexAfter(all, ProxyNumber.of(cursor)))
            .orElse(0);
    List<PooledNumber> rest = all.subList(start, Math.min(all.size(), start + limit + 1));
    Map<ProxyNumber, Integer> loads = sessions.loads(pool.id(), clock.instant());
    return Page.of(
        rest,
        limit,
        member ->
            PoolJson.of(member, pool.carrierAccount(), loads.getOrDefault(member.number(), 0)),
        member -> member.number().e164());
  }

  private static int indexAfter(List<PooledNumber> numbers, ProxyNumber cursor) {
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i).number().equals(cursor)) {
        return i + 1;
      }
    }
    return numbers.size();
  }

  ApiReply changeNumber(ApiRequest request) {
    NumberPool pool = pool(request);
    Fields fields = Fields.of(request, Set.of("state"));
    NumberState state =
        fields
            .optionalChoice("state", NumberState.class)
            .orElseThrow(() -> fields.missing("state"));
    ProxyNumber number = number(request, pool);
    if (!pools.setState(pool.id(), number, state)) {
      throw new ProblemException(Problem.notFound("number in this pool"));
    }
    int load = sessions.loads(pool.id(), clock.instant()).getOrDefault(number, 0);
    Optional<String> ownAccount = pools.line(number).map(Line::carrierAccount);
    return ApiReply.ok(
        PoolJson.of(new PooledNumber(number, state, ownAccount), pool.carrierAccount(), load));
  }

  ApiReply removeNumber(ApiRequest request) {
    NumberPool pool = pool(request);
    ProxyNumber number = number(request, pool);
    return removed(pools.removeNumber(pool.id(), number, clock.instant()), "number in this pool");
  }

  private static ApiReply removed(RemoveOutcome outcome, String what) {
    return switch (outcome) {
      case REMOVED -> ApiReply.noContent();
      case UNKNOWN -> throw new ProblemException(Problem.notFound(what));
      case LENT ->
          throw new ProblemException(
              new Problem(
                  409,
                  "number_lent",
                  "a session holds a number of this, or rests from one: set its state to draining,"
                      + " and try again when its load is 0"));
    };
  }

  private ProxyNumber number(ApiRequest request, NumberPool pool) {
    return homeRegion(pool)
        .parse(request.pathValue("number"))
        .map(ProxyNumber::of)
        .orElseThrow(() -> new ProblemException(Problem.notFound("number in this pool")));
  }

  private NumberPool pool(ApiRequest request) {
    return Scoped.ofPath(request, pools);
  }

  /** Of the pool's account; a pool can outlive its account's configuration. */
  private HomeRegion homeRegion(NumberPool pool) {
    return accounts
        .find(pool.carrierAccount())
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem(
                        409,
                        "carrier_account_gone",
                        "the pool's carrier account is not configured any more")))
        .homeRegion();
  }
}
