package io.bauta.access;

import io.bauta.audit.AuditEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The keys, in memory and kept equal to the store. A change holds for the next request, and is seen
 * when it is durable.
 *
 * <p>When a key was used is remembered here and brought to the store now and then, so that no
 * request waits for that.
 */
public final class Keys {

  /** Keys that are kept. The one that was revoked first makes room for a new one. */
  public static final int COUNT_MAX = 1_000;

  /** What is compared with where there is no such key, so that this takes as long. */
  private static final KeyHash NOBODYS = KeyHash.of("");

  private final ApiKeyStore store;
  private volatile Map<ApiKeyId, ApiKey> all;
  private final Map<ApiKeyId, Instant> uses = new ConcurrentHashMap<>();
  private final Map<ApiKeyId, Instant> written = new HashMap<>();

  /** Reads all from {@code store}. */
  public Keys(ApiKeyStore store) {
    this.store = store;
    Map<ApiKeyId, ApiKey> read = new LinkedHashMap<>();
    store.keys().forEach(key -> read.put(key.id(), key));
    this.all = read;
  }

  /** Oldest first, each with when it was last used. */
  public List<ApiKey> all() {
    return all.values().stream().map(this::withUse).toList();
  }

  public Optional<ApiKey> find(ApiKeyId id) {
    return Optional.ofNullable(all.get(id)).map(this::withUse);
  }

  private ApiKey withUse(ApiKey key) {
    Instant at = uses.get(key.id());
    return at == null ? key : key.usedAt(at);
  }

  /** The key of which {@code presented} is a secret at {@code now}, in whatever state it is. */
  Optional<ApiKey> openedBy(KeyText presented, Instant now) {
    ApiKey key = all.get(presented.id());
    KeyHash hash = presented.hash();
    if (key == null) {
      // As long as it takes to compare: who has an id only is not told so by the time.
      boolean _ = NOBODYS.matches(hash);
      return Optional.empty();
    }
    return key.isOpenedBy(hash, now) ? Optional.of(key) : Optional.empty();
  }

  void used(ApiKeyId id, Instant now) {
    uses.merge(id, now, (before, after) -> after.isAfter(before) ? after : before);
  }

  /** False, and nothing done, when there are {@link #COUNT_MAX} that are not revoked. */
  public synchronized boolean add(ApiKey key, AuditEntry entry) {
    Optional<ApiKeyId> forgotten = Optional.empty();
    if (all.size() >= COUNT_MAX) {
      forgotten =
          all.values().stream()
              .filter(one -> one.revokedAt().isPresent())
              .min(Comparator.comparing(one -> one.revokedAt().orElseThrow()))
              .map(ApiKey::id);
      if (forgotten.isEmpty()) {
        return false;
      }
    }
    store.add(key, forgotten, entry);
    Map<ApiKeyId, ApiKey> more = new LinkedHashMap<>(all);
    forgotten.ifPresent(more::remove);
    more.put(key.id(), key);
    all = more;
    forgotten.ifPresent(uses::remove);
    return true;
  }

  /** Changes one as {@code edit} says, unless it was revoked. */
  public KeyChange change(ApiKeyId id, UnaryOperator<ApiKey> edit, AuditEntry entry) {
    return change(id, edit, (before, after) -> entry);
  }

  /**
   * The same.
   *
   * @param entry of what was before, and what is after: nobody else changes it in between
   */
  public synchronized KeyChange change(
      ApiKeyId id, UnaryOperator<ApiKey> edit, BiFunction<ApiKey, ApiKey, AuditEntry> entry) {
    ApiKey before = all.get(id);
    if (before == null) {
      return new KeyChange.Unknown();
    }
    if (before.revokedAt().isPresent()) {
      return new KeyChange.Revoked(withUse(before));
    }
    ApiKey after = edit.apply(before);
    if (!store.update(after, entry.apply(before, after))) {
      return new KeyChange.Unknown();
    }
    Map<ApiKeyId, ApiKey> changed = new LinkedHashMap<>(all);
    changed.put(id, after);
    all = changed;
    return new KeyChange.Changed(withUse(after));
  }

  /** It opens nothing any more. */
  public KeyChange revoke(ApiKeyId id, AuditEntry entry) {
    return change(id, key -> key.revoked(entry.at()), entry);
  }

  /** Brings to the store when keys were used since the last time that this was called. */
  public void writeUses() {
    synchronized (written) {
      uses.keySet().retainAll(all.keySet());
      Map<ApiKeyId, Instant> due = new HashMap<>(uses);
      written.keySet().retainAll(due.keySet());
      due.entrySet().removeIf(use -> use.getValue().equals(written.get(use.getKey())));
      if (!due.isEmpty()) {
        store.used(due);
        written.putAll(due);
      }
    }
  }
}
