package io.bauta.access;

import static io.bauta.access.ApiKeyStoreContract.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.access.Denial.Reason;
import io.bauta.audit.MemoryAuditLog;
import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who is let in, by a clock that is moved by hand. */
class GateTest {

  private static final String ADMIN_KEY = "the-admin-key-of-this-test";
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";
  private static final int RATE = 10;

  private final ApiKeyStore store = new MemoryApiKeyStore(new MemoryAuditLog());
  private final Keys keys = new Keys(store);
  private final Gate gate = new Gate(keys, KeyHash.of(ADMIN_KEY), true, RATE);
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  private record Made(ApiKey key, String text) {}

  private Made make(Role role, UnaryOperator<ApiKey> more) {
    ApiKeyId id = new ApiKeyId(ids.next(now));
    KeyText text = KeyText.make(id);
    ApiKey plain =
        new ApiKey(
            id,
            "one",
            role,
            PoolScope.all(),
            Optional.empty(),
            text.hash(),
            Optional.empty(),
            now,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ApiKey key = more.apply(plain);
    assertThat(keys.add(key, entry("key.created", key))).isTrue();
    return new Made(key, text.reveal());
  }

  private Made make(Role role) {
    return make(role, key -> key);
  }

  private Entry enter(String key, String origin) {
    return gate.enter(Optional.of("Bearer " + key), origin, now);
  }

  private Entry enter(String key) {
    return enter(key, HERE);
  }

  private Entry enter(Made made, Right right, Extent extent) {
    return gate.enter(Optional.of("Bearer " + made.text()), HERE, right, extent, now);
  }

  private static Denial denial(Entry entry) {
    return ((Entry.Denied) entry).why();
  }

  private static Denial unauthorized(Reason reason) {
    return new Denial.Unauthorized(reason);
  }

  private static ApiKey until(ApiKey key, Instant end) {
    return new ApiKey(
        key.id(),
        key.name(),
        key.role(),
        key.scope(),
        key.requestsPerSecond(),
        key.secret(),
        key.previous(),
        key.createdAt(),
        Optional.of(end),
        key.lastUsedAt(),
        key.revokedAt());
  }

  private static ApiKey in(ApiKey key, PoolScope scope, Optional<Integer> rate) {
    return new ApiKey(
        key.id(),
        key.name(),
        key.role(),
        scope,
        rate,
        key.secret(),
        key.previous(),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.revokedAt());
  }

  @Test
  void withoutAKeyNobodyIsLetIn() {
    assertThat(denial(gate.enter(Optional.empty(), HERE, now)))
        .isEqualTo(unauthorized(Reason.MISSING));
    assertThat(denial(gate.enter(Optional.of(ADMIN_KEY), HERE, now)))
        .isEqualTo(unauthorized(Reason.MISSING));
    assertThat(denial(gate.enter(Optional.of("Bearer  "), HERE, now)))
        .isEqualTo(unauthorized(Reason.MISSING));
  }

  @Test
  void theAdminKeyOpensEverythingAndIsNotCounted() {
    for (int i = 0; i < 100 * RATE; i++) {
      assertThat(enter(ADMIN_KEY)).isEqualTo(new Entry.Admitted(Caller.ADMIN, Optional.empty()));
    }
    for (Right right : Right.values()) {
      assertThat(gate.enter(Optional.of("bearer " + ADMIN_KEY), HERE, right, Extent.SERVER, now))
          .isInstanceOf(Entry.Admitted.class);
    }
  }

  @Test
  void aKeyOpensWithItsRoleItsPoolsAndItsName() {
    PoolScope scope = new PoolScope.Only(Set.of(new PoolId(new UUID(1, 1))));
    Made made = make(Role.PLATFORM, key -> in(key, scope, Optional.empty()));
    Entry.Admitted admitted = (Entry.Admitted) enter(made.text());
    assertThat(admitted.caller())
        .isEqualTo(
            new Caller(new Identity.Key(made.key().id()), "one", Set.of(Role.PLATFORM), scope));
    assertThat(admitted.caller().actor()).isEqualTo("one (" + made.key().id() + ")");
  }

  @Test
  void theIdAloneOrWithAnotherSecretOpensNothing() {
    Made made = make(Role.ADMIN);
    String otherSecret = KeyText.make(made.key().id()).reveal();
    assertThat(denial(enter(otherSecret))).isEqualTo(unauthorized(Reason.UNKNOWN));
    assertThat(denial(enter(made.key().id().toString()))).isEqualTo(unauthorized(Reason.UNKNOWN));
    assertThat(denial(enter(made.key().secret().toString())))
        .isEqualTo(unauthorized(Reason.UNKNOWN));
  }

  @Test
  void aKeyExpiresAtItsInstant() {
    Made made = make(Role.ADMIN, key -> until(key, now.plusSeconds(60)));
    now = now.plusMillis(59_999);
    assertThat(enter(made.text())).isInstanceOf(Entry.Admitted.class);
    now = now.plusMillis(1);
    assertThat(denial(enter(made.text()))).isEqualTo(unauthorized(Reason.EXPIRED));
  }

  @Test
  void aRevokedKeyOpensNothingAtOnceAndStaysSo() {
    Made made = make(Role.ADMIN);
    assertThat(keys.revoke(made.key().id(), entry("key.revoked", made.key())))
        .isInstanceOf(KeyChange.Changed.class);
    assertThat(denial(enter(made.text()))).isEqualTo(unauthorized(Reason.REVOKED));
    assertThat(keys.change(made.key().id(), key -> until(key, now), entry("x", made.key())))
        .isInstanceOf(KeyChange.Revoked.class);
    assertThat(new Keys(store).find(made.key().id()).orElseThrow().stateAt(now))
        .isEqualTo(ApiKey.State.REVOKED);
  }

  @Test
  void aRotatedSecretHoldsForTheOverlapAndNotLonger() {
    Made made = make(Role.ADMIN);
    KeyText second = rotate(made, Duration.ofMinutes(10));
    assertThat(enter(made.text())).isInstanceOf(Entry.Admitted.class);
    assertThat(enter(second.reveal())).isInstanceOf(Entry.Admitted.class);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(denial(enter(made.text()))).isEqualTo(unauthorized(Reason.UNKNOWN));
    assertThat(enter(second.reveal())).isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void withoutAnOverlapTheOldSecretOpensNothingAtOnce() {
    Made made = make(Role.ADMIN);
    KeyText second = rotate(made, Duration.ZERO);
    assertThat(denial(enter(made.text()))).isEqualTo(unauthorized(Reason.UNKNOWN));
    assertThat(enter(second.reveal())).isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void ofThreeSecretsTheOldestIsGone() {
    Made made = make(Role.ADMIN);
    KeyText second = rotate(made, Duration.ofHours(1));
    KeyText third = rotate(made, Duration.ofHours(1));
    assertThat(denial(enter(made.text()))).isEqualTo(unauthorized(Reason.UNKNOWN));
    assertThat(enter(second.reveal())).isInstanceOf(Entry.Admitted.class);
    assertThat(enter(third.reveal())).isInstanceOf(Entry.Admitted.class);
  }

  private KeyText rotate(Made made, Duration overlap) {
    KeyText text = KeyText.make(made.key().id());
    KeyChange change =
        keys.change(
            made.key().id(),
            key -> key.withSecret(text.hash(), now.plus(overlap)),
            entry("key.rotated", made.key()));
    assertThat(change).isInstanceOf(KeyChange.Changed.class);
    return text;
  }

  @Test
  void whatARoleHasNotIsRefusedWithTheRight() {
    Made made = make(Role.READ_ONLY);
    assertThat(enter(made, Right.SESSIONS_READ, Extent.POOL)).isInstanceOf(Entry.Admitted.class);
    assertThat(denial(enter(made, Right.SESSIONS_CHANGE, Extent.POOL)))
        .isEqualTo(new Denial.Forbidden(Caller.of(made.key()), Right.SESSIONS_CHANGE));
  }

  @Test
  void whoeverIsLimitedToPoolsIsRefusedWhatIsOfTheServer() {
    PoolScope scope = new PoolScope.Only(Set.of(new PoolId(new UUID(1, 1))));
    Made made = make(Role.ADMIN, key -> in(key, scope, Optional.empty()));
    assertThat(enter(made, Right.KEYS, Extent.POOL)).isInstanceOf(Entry.Admitted.class);
    assertThat(denial(enter(made, Right.KEYS, Extent.SERVER)))
        .isEqualTo(new Denial.PoolRestricted());
  }

  @Test
  void aKeyThatAsksTooOftenWaitsAndOthersDoNot() {
    Made greedy = make(Role.PLATFORM);
    Made other = make(Role.PLATFORM);
    int burst = (int) (RATE * Buckets.BURST.toSeconds());
    for (int i = 0; i < burst; i++) {
      Entry.Admitted admitted = (Entry.Admitted) enter(greedy.text());
      assertThat(admitted.quota().orElseThrow().left()).isEqualTo(burst - 1 - i);
    }
    assertThat(denial(enter(greedy.text())))
        .isEqualTo(
            new Denial.RateLimited(
                Duration.ofMillis(100), new Quota(burst, Buckets.BURST, 0, Duration.ofSeconds(2))));
    assertThat(enter(other.text())).isInstanceOf(Entry.Admitted.class);
    now = now.plusMillis(99);
    assertThat(enter(greedy.text())).isInstanceOf(Entry.Denied.class);
    now = now.plusMillis(1);
    assertThat(enter(greedy.text())).isInstanceOf(Entry.Admitted.class);
    assertThat(enter(greedy.text())).isInstanceOf(Entry.Denied.class);
    // A second gives as many as the rate says, a day no more than the bucket holds.
    now = now.plus(Duration.ofDays(1));
    for (int i = 0; i < burst; i++) {
      assertThat(enter(greedy.text())).isInstanceOf(Entry.Admitted.class);
    }
    assertThat(enter(greedy.text())).isInstanceOf(Entry.Denied.class);
  }

  /** Less than a millisecond between them must not be no time at all. */
  @Test
  void whoAsksLessOftenThanTheRateIsNeverLimited() {
    int rate = 5_000;
    Made busy = make(Role.PLATFORM, key -> in(key, key.scope(), Optional.of(rate)));
    Duration apart = Duration.ofSeconds(1).dividedBy(rate / 2);
    for (int i = 0; i < 4 * rate; i++) {
      assertThat(enter(busy.text())).as("request %d", i).isInstanceOf(Entry.Admitted.class);
      now = now.plus(apart);
    }
  }

  /** Threads look at the clock and take a token in any order. */
  @Test
  void requestsThatOvertakeEachOtherGetNoMoreThanTheRate() {
    Made busy = make(Role.PLATFORM);
    Instant begin = now;
    int admitted = 0;
    for (int i = 0; i < 2_000; i++) {
      now = begin.plusMillis(i % 2 == 0 ? 100 + i / 20 : i / 20);
      admitted += enter(busy.text()) instanceof Entry.Admitted ? 1 : 0;
    }
    assertThat(admitted)
        .as("a burst, and what 200 ms give")
        .isLessThanOrEqualTo((int) (RATE * Buckets.BURST.toSeconds()) + RATE / 5);
  }

  @Test
  void aKeyMayHaveARateOfItsOwn() {
    Made slow = make(Role.PLATFORM, key -> in(key, PoolScope.all(), Optional.of(1)));
    assertThat(enter(slow.text())).isInstanceOf(Entry.Admitted.class);
    assertThat(enter(slow.text())).isInstanceOf(Entry.Admitted.class);
    assertThat(denial(enter(slow.text()))).isInstanceOf(Denial.RateLimited.class);
  }

  @Test
  void aClockThatIsSetBackTakesNobodysTokens() {
    Made made = make(Role.PLATFORM);
    assertThat(enter(made.text())).isInstanceOf(Entry.Admitted.class);
    now = now.minus(Duration.ofDays(1));
    assertThat(enter(made.text())).isInstanceOf(Entry.Admitted.class);
    now = now.plusSeconds(10);
    Entry.Admitted later = (Entry.Admitted) enter(made.text());
    assertThat(later.quota().orElseThrow().left()).isEqualTo(2 * RATE - 1);
  }

  @Test
  void whoeverTriesKeysWaitsUntilTheMinuteIsOver() {
    for (int i = 0; i < Attempts.FAILURES_MAX; i++) {
      assertThat(denial(enter("wrong-" + i))).isEqualTo(unauthorized(Reason.UNKNOWN));
      now = now.plusSeconds(1);
    }
    Denial waits = new Denial.TooManyAttempts(Duration.ofSeconds(40));
    assertThat(denial(enter("wrong"))).isEqualTo(waits);
    // Nor is it told whether this one was right.
    assertThat(denial(enter(ADMIN_KEY))).isEqualTo(waits);
    assertThat(enter(ADMIN_KEY, THERE)).isInstanceOf(Entry.Admitted.class);
    assertThat(denial(enter("wrong", THERE))).isEqualTo(unauthorized(Reason.UNKNOWN));
    now = now.plusSeconds(40);
    assertThat(enter(ADMIN_KEY)).isInstanceOf(Entry.Admitted.class);
    assertThat(denial(enter("wrong"))).isEqualTo(unauthorized(Reason.UNKNOWN));
  }

  /** It cannot be found by trying, so that others behind the same proxy do not shut it out. */
  @Test
  void aRightKeyIsNotKeptWaitingForOthersWrongOnes() {
    Made made = make(Role.PLATFORM);
    for (int i = 0; i <= Attempts.FAILURES_MAX; i++) {
      enter("wrong");
    }
    assertThat(enter(made.text())).isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void norIsAnAdminKeyThatNobodyChose() {
    Gate made = new Gate(keys, KeyHash.of(ADMIN_KEY), false, RATE);
    for (int i = 0; i <= Attempts.FAILURES_MAX; i++) {
      made.enter(Optional.of("Bearer wrong"), HERE, now);
    }
    assertThat(made.enter(Optional.of("Bearer " + ADMIN_KEY), HERE, now))
        .isInstanceOf(Entry.Admitted.class);
    assertThat(made.enter(Optional.of("Bearer wrong"), HERE, now)).isInstanceOf(Entry.Denied.class);
  }

  /** Else the answer would tell that the key was one. */
  @Test
  void revokedAndExpiredKeysCountAsWrongOnes() {
    Made made = make(Role.PLATFORM);
    keys.revoke(made.key().id(), entry("key.revoked", made.key()));
    for (int i = 0; i < Attempts.FAILURES_MAX; i++) {
      assertThat(denial(enter(made.text()))).isEqualTo(unauthorized(Reason.REVOKED));
    }
    assertThat(denial(enter(made.text()))).isInstanceOf(Denial.TooManyAttempts.class);
  }

  @Test
  void soManyAddressesAreRememberedAndNotMore() {
    Attempts attempts = new Attempts();
    for (int i = 0; i < Attempts.FAILURES_MAX; i++) {
      attempts.failed("first", now);
    }
    assertThat(attempts.pause("first", now)).isPresent();
    for (int i = 0; i < Attempts.ORIGINS_MAX; i++) {
      attempts.failed("other-" + i, now);
    }
    assertThat(attempts.pause("first", now)).isEmpty();
  }

  @Test
  void whatIsRefusedIsCountedByWhy() {
    enter("wrong");
    enter("wrong");
    gate.enter(Optional.empty(), HERE, now);
    assertThat(gate.denials())
        .containsEntry(Reason.UNKNOWN, 2L)
        .containsEntry(Reason.MISSING, 1L)
        .containsEntry(Reason.FORBIDDEN, 0L);
  }

  @Test
  void whatGoesOnIsAllowedUntilTheKeyIsNot() {
    Made made = make(Role.READ_ONLY, key -> until(key, now.plusSeconds(60)));
    Caller caller = ((Entry.Admitted) enter(made.text())).caller();
    assertThat(gate.stillAdmits(Caller.ADMIN, now)).isTrue();
    assertThat(gate.stillAdmits(caller, now)).isTrue();
    assertThat(gate.stillAdmits(caller, now.plusSeconds(60))).isFalse();
    PoolScope narrower = new PoolScope.Only(Set.of(new PoolId(new UUID(1, 1))));
    keys.change(
        made.key().id(),
        key -> in(key, narrower, Optional.empty()),
        entry("key.changed", made.key()));
    assertThat(gate.stillAdmits(caller, now)).isFalse();
  }

  // People.

  private final Logins logins = new Logins(Duration.ofHours(1));
  private final Gate open = new Gate(keys, KeyHash.of(ADMIN_KEY), true, RATE, logins);

  private record In(Login login, String token) {}

  private In login(String subject, PoolScope scope, Role... roles) {
    Person person = new Person(PersonId.of("https://login.example.com", subject), subject, "Jane");
    Login login =
        new Login(
            new LoginId(ids.next(now)), person, Set.of(roles), scope, now, now.plusSeconds(28_800));
    return new In(login, logins.begin(login, now).reveal());
  }

  private static Credentials cookie(String token, boolean isOwn) {
    return new Credentials(Optional.empty(), Optional.of(token), isOwn);
  }

  @Test
  void aPersonIsLetInWithAllTheirRoles() {
    In in = login("1", PoolScope.all(), Role.READ_ONLY, Role.OPERATOR);
    Entry.Admitted admitted =
        (Entry.Admitted)
            open.enter(cookie(in.token(), true), HERE, Right.POOLS_CHANGE, Extent.SERVER, now);
    assertThat(admitted.caller().actor()).isEqualTo("Jane (" + in.login().person().id() + ")");
    assertThat(open.enter(Optional.of("Bearer " + in.token()), HERE, now))
        .isEqualTo(
            new Entry.Admitted(
                admitted.caller(),
                Optional.of(new Quota(20, Buckets.BURST, 18, Duration.ofMillis(200)))));
    assertThat(denial(open.enter(cookie(in.token(), true), HERE, Right.KEYS, Extent.SERVER, now)))
        .isEqualTo(new Denial.Forbidden(admitted.caller(), Right.KEYS));
    In limited = login("2", new PoolScope.Only(Set.of()), Role.ADMIN);
    assertThat(
            denial(open.enter(cookie(limited.token(), true), HERE, Right.KEYS, Extent.SERVER, now)))
        .isEqualTo(new Denial.PoolRestricted());
  }

  @Test
  void whatAnotherPageMakesABrowserAskIsRefused() {
    In in = login("1", PoolScope.all(), Role.ADMIN);
    assertThat(denial(open.enter(cookie(in.token(), false), HERE, now)))
        .isEqualTo(new Denial.CrossSite());
    assertThat(open.enter(Optional.of("Bearer " + in.token()), HERE, now))
        .isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void withAKeyTheCookieCountsForNothing() {
    In in = login("1", PoolScope.all(), Role.ADMIN);
    Made made = make(Role.READ_ONLY);
    Credentials both =
        new Credentials(Optional.of("Bearer " + made.text()), Optional.of(in.token()), false);
    assertThat(((Entry.Admitted) open.enter(both, HERE, now)).caller())
        .isEqualTo(Caller.of(made.key()));
    Credentials wrongKey =
        new Credentials(Optional.of("Bearer wrong"), Optional.of(in.token()), true);
    assertThat(denial(open.enter(wrongKey, HERE, now))).isEqualTo(unauthorized(Reason.UNKNOWN));
    Credentials noKey = new Credentials(Optional.of("Basic x"), Optional.of(in.token()), true);
    assertThat(denial(open.enter(noKey, HERE, now))).isEqualTo(unauthorized(Reason.MISSING));
  }

  @Test
  void whoeverTriesLoginsIsSlowedAndARightOneIsNot() {
    In in = login("1", PoolScope.all(), Role.ADMIN);
    for (int i = 0; i < Attempts.FAILURES_MAX; i++) {
      assertThat(denial(open.enter(cookie(LoginToken.make().reveal(), true), HERE, now)))
          .isEqualTo(unauthorized(Reason.UNKNOWN));
    }
    assertThat(denial(open.enter(cookie("nonsense", true), HERE, now)))
        .isInstanceOf(Denial.TooManyAttempts.class);
    assertThat(open.enter(cookie(in.token(), true), HERE, now)).isInstanceOf(Entry.Admitted.class);
  }

  /** However many browsers they have. */
  @Test
  void aPersonWhoAsksTooOftenWaitsAndOthersDoNot() {
    In first = login("1", PoolScope.all(), Role.ADMIN);
    In second = login("1", PoolScope.all(), Role.ADMIN);
    In other = login("2", PoolScope.all(), Role.ADMIN);
    for (int i = 0; i < RATE; i++) {
      assertThat(open.enter(cookie(first.token(), true), HERE, now))
          .isInstanceOf(Entry.Admitted.class);
      assertThat(open.enter(cookie(second.token(), true), HERE, now))
          .isInstanceOf(Entry.Admitted.class);
    }
    assertThat(denial(open.enter(cookie(first.token(), true), HERE, now)))
        .isInstanceOf(Denial.RateLimited.class);
    assertThat(open.enter(cookie(other.token(), true), HERE, now))
        .isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void personsHaveTheirOwnLimitOfReveals() {
    RevealLimit limit = new RevealLimit();
    Caller one = Caller.of(login("1", PoolScope.all(), Role.REVEAL).login());
    Caller sameElsewhere = Caller.of(login("1", PoolScope.all(), Role.REVEAL).login());
    Caller other = Caller.of(login("2", PoolScope.all(), Role.REVEAL).login());
    for (int i = 0; i < RevealLimit.ATTEMPTS_PER_HOUR_MAX; i++) {
      assertThat(limit.take(one, now)).isInstanceOf(RevealLimit.Turn.Granted.class);
    }
    assertThat(limit.take(sameElsewhere, now)).isInstanceOf(RevealLimit.Turn.Limited.class);
    assertThat(limit.take(other, now)).isInstanceOf(RevealLimit.Turn.Granted.class);
    assertThat(limit.take(Caller.ADMIN, now)).isInstanceOf(RevealLimit.Turn.Granted.class);
  }

  @Test
  void whatGoesOnIsAllowedUntilTheLoginEnds() {
    In in = login("1", PoolScope.all(), Role.ADMIN);
    Caller caller = Caller.of(in.login());
    assertThat(open.stillAdmits(caller, now)).isTrue();
    assertThat(open.stillAdmits(caller, now.plusSeconds(28_800))).isFalse();
    logins.end(in.login().id());
    assertThat(open.stillAdmits(caller, now)).isFalse();
  }

  @Test
  void whenAKeyWasUsedIsSeenAtOnceAndStoredLater() {
    Made made = make(Role.READ_ONLY);
    enter(made.text());
    Instant used = now;
    assertThat(keys.find(made.key().id()).orElseThrow().lastUsedAt()).contains(used);
    assertThat(store.keys().getFirst().lastUsedAt()).isEmpty();
    keys.writeUses();
    assertThat(store.keys().getFirst().lastUsedAt()).contains(used);
    now = now.plusSeconds(5);
    enter(made.text());
    keys.writeUses();
    assertThat(new Keys(store).find(made.key().id()).orElseThrow().lastUsedAt()).contains(now);
  }

  @Test
  void theKeyThatWasRevokedFirstMakesRoom() {
    Made first = make(Role.READ_ONLY);
    Made second = make(Role.READ_ONLY);
    for (int i = 2; i < Keys.COUNT_MAX; i++) {
      make(Role.READ_ONLY);
    }
    ApiKey more = ApiKeyStoreContract.key(Role.READ_ONLY, PoolScope.all());
    assertThat(keys.add(more, entry("key.created", more))).isFalse();
    keys.revoke(second.key().id(), entry("key.revoked", second.key()));
    assertThat(keys.add(more, entry("key.created", more))).isTrue();
    assertThat(keys.find(second.key().id())).isEmpty();
    assertThat(keys.find(first.key().id())).isPresent();
    assertThat(keys.all()).hasSize(Keys.COUNT_MAX);
  }
}
