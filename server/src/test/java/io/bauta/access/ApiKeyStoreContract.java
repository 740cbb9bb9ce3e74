package io.bauta.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of keys does. Empty before each test. */
public interface ApiKeyStoreContract {

  Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  TimeOrderedIds IDS = new TimeOrderedIds();

  ApiKeyStore store();

  AuditLog audit();

  static ApiKey key(Role role, PoolScope scope) {
    ApiKeyId id = new ApiKeyId(IDS.next(NOW));
    return new ApiKey(
        id,
        "dispatch",
        role,
        scope,
        Optional.empty(),
        KeyText.make(id).hash(),
        Optional.empty(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static AuditEntry entry(String action, ApiKey key) {
    return new AuditEntry(
        new AuditId(IDS.next(NOW)),
        NOW,
        "admin",
        Optional.of("192.0.2.1"),
        action,
        "key",
        key.id().toString(),
        Optional.empty());
  }

  private List<String> actions() {
    return audit()
        .list(new AuditQuery(Optional.of("key"), Optional.empty(), Optional.empty(), 20))
        .stream()
        .map(AuditEntry::action)
        .toList();
  }

  private void add(ApiKey key) {
    store().add(key, Optional.empty(), entry("key.created", key));
  }

  @Test
  default void keysReadBackEqualInTheOrderOfMaking() {
    Set<PoolId> pools = Set.of(new PoolId(new UUID(1, 1)), new PoolId(new UUID(2, 2)));
    ApiKey plain = key(Role.ADMIN, PoolScope.all());
    ApiKey full = key(Role.PLATFORM, new PoolScope.Only(pools));
    ApiKey all =
        new ApiKey(
            full.id(),
            "ride dispatch, \"north\"",
            full.role(),
            full.scope(),
            Optional.of(7),
            full.secret(),
            Optional.of(new ApiKey.Previous(plain.secret(), NOW.plusSeconds(60))),
            NOW,
            Optional.of(NOW.plus(Duration.ofDays(90))),
            Optional.empty(),
            Optional.of(NOW.plusSeconds(5)));
    add(plain);
    add(all);
    assertThat(store().keys()).containsExactly(plain, all);
  }

  /** Else a key of pools that are gone would be one of all pools. */
  @Test
  default void aKeyOfNoPoolsIsNotOneOfAll() {
    ApiKey none = key(Role.OPERATOR, new PoolScope.Only(Set.of()));
    add(none);
    assertThat(store().keys()).containsExactly(none);
  }

  @Test
  default void whatIsDoneToAKeyIsInTheAuditLogWithIt() {
    ApiKey key = key(Role.OPERATOR, PoolScope.all());
    add(key);
    ApiKey revoked = key.revoked(NOW.plusSeconds(1));
    assertThat(store().update(revoked, entry("key.revoked", key))).isTrue();
    assertThat(store().keys()).containsExactly(revoked);
    assertThat(actions()).containsExactly("key.revoked", "key.created");
  }

  @Test
  default void aKeyThatIsNotThereIsNotChangedAndLeavesNoTrace() {
    ApiKey key = key(Role.OPERATOR, PoolScope.all());
    assertThat(store().update(key, entry("key.changed", key))).isFalse();
    assertThat(store().keys()).isEmpty();
    assertThat(actions()).isEmpty();
  }

  @Test
  default void usesAreKeptAndNotLostByAChange() {
    ApiKey used = key(Role.PLATFORM, PoolScope.all());
    ApiKey gone = key(Role.PLATFORM, PoolScope.all());
    add(used);
    Instant at = NOW.plusSeconds(30);
    store().used(Map.of(used.id(), at, gone.id(), at));
    assertThat(store().keys()).containsExactly(used.usedAt(at));
    // Changed by whoever has not heard of the use.
    ApiKey rotated = used.withSecret(gone.secret(), at);
    store().update(rotated, entry("key.rotated", used));
    assertThat(store().keys()).containsExactly(rotated.usedAt(at));
  }

  @Test
  default void oneIsForgottenToMakeRoom() {
    ApiKey old = key(Role.PLATFORM, PoolScope.all());
    ApiKey fresh = key(Role.PLATFORM, PoolScope.all());
    add(old);
    store().add(fresh, Optional.of(old.id()), entry("key.created", fresh));
    assertThat(store().keys()).containsExactly(fresh);
  }
}
