package io.bauta.api;

import io.bauta.access.ApiKey;
import io.bauta.access.ApiKeyId;
import io.bauta.access.Extent;
import io.bauta.access.KeyChange;
import io.bauta.access.KeyText;
import io.bauta.access.Keys;
import io.bauta.access.Right;
import io.bauta.access.Role;
import io.bauta.api.Api.Endpoint;
import io.bauta.audit.AuditEntry;
import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of the API. A key itself is shown once: when it is made, or made anew. */
public final class KeysApi {

  /** Of keys, in the audit log. */
  private static final String SUBJECT = "key";

  private static final String NAME = "name";
  private static final String ROLE = "role";
  private static final String POOLS = "pools";
  private static final String EXPIRES_AT = "expires_at";
  private static final String RATE = "requests_per_second";
  private static final String OVERLAP = "overlap_seconds";

  private final Keys keys;
  private final Pools pools;
  private final AuditApi audit;
  private final TimeOrderedIds ids;
  private final Clock clock;

  public KeysApi(Keys keys, Pools pools, AuditApi audit, TimeOrderedIds ids, Clock clock) {
    this.keys = keys;
    this.pools = pools;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        endpoint("POST", "/v1/keys", this::create),
        endpoint("GET", "/v1/keys", this::list),
        endpoint("GET", "/v1/keys/{id}", this::get),
        endpoint("PATCH", "/v1/keys/{id}", this::change),
        endpoint("DELETE", "/v1/keys/{id}", this::revoke),
        endpoint("POST", "/v1/keys/{id}/rotate", this::rotate));
  }

  /** Whoever is limited to some pools must not make a key that is not. */
  private static Endpoint endpoint(String method, String path, Api.Handler handler) {
    return new Endpoint(method, path, Right.KEYS, Extent.SERVER, handler);
  }

  private ApiReply create(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of(NAME, ROLE, POOLS, EXPIRES_AT, RATE));
    Instant now = now();
    ApiKeyId id = new ApiKeyId(ids.next(now));
    KeyText text = KeyText.make(id);
    String name = fields.text(NAME, ApiKey.NAME_LENGTH_MAX);
    Role role = fields.optionalChoice(ROLE, Role.class).orElseThrow(() -> fields.missing(ROLE));
    ApiKey key =
        new ApiKey(
            id,
            name,
            role,
            fields.has(POOLS) ? scope(fields) : PoolScope.all(),
            rate(fields),
            text.hash(),
            Optional.empty(),
            now,
            expiry(fields, now),
            Optional.empty(),
            Optional.empty());
    if (!keys.add(key, entry(request, "key.created", id, words(key)))) {
      throw new ProblemException(
          new Problem(
              409,
              "too_many_keys",
              "there are %d keys already, the most that there may be: revoke one"
                  .formatted(Keys.COUNT_MAX)));
    }
    ObjectNode json = of(key);
    json.put("key", text.reveal());
    return ApiReply.created(json);
  }

  private AuditEntry entry(ApiRequest request, String action, ApiKeyId id, String detail) {
    return audit.entry(request, action, SUBJECT, id.toString(), Optional.of(detail));
  }

  /** What it may do, for the audit log. */
  private static String words(ApiKey key) {
    String where =
        switch (key.scope()) {
          case PoolScope.All() -> "all pools";
          case PoolScope.Only(Set<PoolId> pools) -> "%d pools".formatted(pools.size());
        };
    return "%s, role %s, %s, %s"
        .formatted(
            key.name(),
            Names.of(key.role()),
            where,
            key.expiresAt().map(end -> "until " + end).orElse("without an end"));
  }

  private PoolScope scope(Fields fields) {
    Set<PoolId> named = new LinkedHashSet<>();
    for (String text : fields.texts(POOLS, ApiKey.POOLS_MAX, NumberPool.NAME_LENGTH_MAX)) {
      named.add(
          pools
              .named(text)
              .map(NumberPool::id)
              .orElseThrow(
                  () ->
                      fields.invalid(
                          "unknown_pool",
                          POOLS,
                          "there is no pool with one of these ids or names")));
    }
    return new PoolScope.Only(named);
  }

  private static Optional<Integer> rate(Fields fields) {
    return fields.optionalWhole(RATE, 1, ApiKey.REQUESTS_PER_SECOND_MAX);
  }

  private static Optional<Instant> expiry(Fields fields, Instant now) {
    Optional<Instant> end = fields.optionalInstant(EXPIRES_AT);
    if (end.filter(at -> !at.isAfter(now)).isPresent()) {
      throw fields.invalid("ends_in_the_past", EXPIRES_AT, "expected a time in the future");
    }
    return end;
  }

  private ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Optional<ApiKeyId> after =
        Page.parameter(request, "cursor", ApiKeyId::parse, "a cursor from the page before");
    List<ApiKey> rest =
        keys.all().stream()
            .filter(
                key -> after.isEmpty() || key.id().toString().compareTo(after.get().toString()) > 0)
            .limit(limit + 1L)
            .toList();
    return Page.of(rest, limit, this::of, key -> key.id().toString());
  }

  private ApiReply get(ApiRequest request) {
    return ApiReply.ok(of(keys.find(id(request)).orElseThrow(KeysApi::unknown)));
  }

  /** Not its role: whoever has the key was told what it is for. */
  private ApiReply change(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of(NAME, POOLS, EXPIRES_AT, RATE));
    ApiKeyId id = id(request);
    Optional<String> name = fields.optionalText(NAME, ApiKey.NAME_LENGTH_MAX);
    Optional<PoolScope> scope = fields.has(POOLS) ? Optional.of(scope(fields)) : Optional.empty();
    Optional<Instant> end = expiry(fields, now());
    Optional<Integer> rate = rate(fields);
    UnaryOperator<ApiKey> edit =
        key ->
            new ApiKey(
                key.id(),
                name.orElse(key.name()),
                key.role(),
                fields.isNull(POOLS) ? PoolScope.all() : scope.orElse(key.scope()),
                fields.isNull(RATE) ? Optional.empty() : rate.or(key::requestsPerSecond),
                key.secret(),
                key.previous(),
                key.createdAt(),
                fields.isNull(EXPIRES_AT) ? Optional.empty() : end.or(key::expiresAt),
                key.lastUsedAt(),
                key.revokedAt());
    return ApiReply.ok(
        of(
            changed(
                keys.change(
                    id,
                    edit,
                    (before, after) ->
                        entry(request, "key.changed", id, difference(before, after))))));
  }

  /** For the audit log. The pools come last: of many, the last are cut off. */
  private static String difference(ApiKey before, ApiKey after) {
    List<String> changes = new ArrayList<>();
    addChange(changes, "name", before.name(), after.name());
    addChange(changes, "end", end(before), end(after));
    addChange(changes, "rate", rate(before), rate(after));
    if (!before.scope().equals(after.scope())) {
      changes.add(
          "pools %s -> %s; %s -> %s"
              .formatted(
                  count(before.scope()),
                  count(after.scope()),
                  pools(before.scope(), after.scope()),
                  pools(after.scope(), before.scope())));
    }
    return changes.isEmpty() ? "nothing" : String.join("; ", changes);
  }

  private static void addChange(List<String> changes, String what, String before, String after) {
    if (!before.equals(after)) {
      changes.add("%s %s -> %s".formatted(what, before, after));
    }
  }

  private static String end(ApiKey key) {
    return key.expiresAt().map(Instant::toString).orElse("none");
  }

  private static String rate(ApiKey key) {
    return key.requestsPerSecond().map(String::valueOf).orElse("the server's");
  }

  private static String count(PoolScope scope) {
    return switch (scope) {
      case PoolScope.All() -> "all";
      case PoolScope.Only(Set<PoolId> pools) -> Integer.toString(pools.size());
    };
  }

  /** The pools of {@code scope} that are not those of {@code other}. */
  private static String pools(PoolScope scope, PoolScope other) {
    return switch (scope) {
      case PoolScope.All() -> "all";
      case PoolScope.Only(Set<PoolId> pools) -> {
        Set<PoolId> apart = new LinkedHashSet<>(pools);
        if (other instanceof PoolScope.Only(Set<PoolId> others)) {
          apart.removeAll(others);
        }
        yield apart.isEmpty()
            ? "none"
            : apart.stream().map(PoolId::toString).collect(Collectors.joining(" "));
      }
    };
  }

  /** To revoke what is revoked already is done: whoever asks wanted it so. */
  private ApiReply revoke(ApiRequest request) {
    ApiKeyId id = id(request);
    String detail = keys.find(id).map(ApiKey::name).orElseThrow(KeysApi::unknown);
    return switch (keys.revoke(id, entry(request, "key.revoked", id, detail))) {
      case KeyChange.Changed _, KeyChange.Revoked _ -> ApiReply.noContent();
      case KeyChange.Unknown() -> throw unknown();
    };
  }

  /** A new secret; the one before holds for a while beside it. */
  private ApiReply rotate(ApiRequest request) {
    ApiKeyId id = id(request);
    Duration overlap =
        request.body().length == 0
            ? ApiKey.OVERLAP_DEFAULT
            : Fields.of(request, Set.of(OVERLAP))
                .optionalSeconds(OVERLAP, Duration.ZERO, ApiKey.OVERLAP_MAX)
                .orElse(ApiKey.OVERLAP_DEFAULT);
    KeyText text = KeyText.make(id);
    Instant end = now().plus(overlap);
    ApiKey key =
        changed(
            keys.change(
                id,
                before -> before.withSecret(text.hash(), end),
                (before, after) ->
                    entry(
                        request,
                        "key.rotated",
                        id,
                        "%s, the one before until %s".formatted(after.name(), end))));
    ObjectNode json = of(key);
    json.put("key", text.reveal());
    return ApiReply.ok(json);
  }

  private static ApiKey changed(KeyChange change) {
    return switch (change) {
      case KeyChange.Changed(ApiKey key) -> key;
      case KeyChange.Revoked(ApiKey _) ->
          throw new ProblemException(
              new Problem(409, "key_revoked", "the key is revoked and stays so: make another one"));
      case KeyChange.Unknown() -> throw unknown();
    };
  }

  private static ApiKeyId id(ApiRequest request) {
    return ApiKeyId.parse(request.pathValue("id")).orElseThrow(KeysApi::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.notFound("key"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private ObjectNode of(ApiKey key) {
    Instant now = now();
    ObjectNode json = Json.object();
    json.put("id", key.id().toString());
    json.put(NAME, key.name());
    json.put(ROLE, Names.of(key.role()));
    switch (key.scope()) {
      case PoolScope.All() -> json.putNull(POOLS);
      case PoolScope.Only(Set<PoolId> limited) -> {
        ArrayNode list = json.putArray(POOLS);
        List<String> names = new ArrayList<>(limited.stream().map(PoolId::toString).toList());
        names.stream().sorted().forEach(list::add);
      }
    }
    json.put("state", Names.of(key.stateAt(now)));
    json.put(RATE, key.requestsPerSecond().orElse(null));
    json.put("created_at", key.createdAt().toString());
    json.put(EXPIRES_AT, key.expiresAt().map(Instant::toString).orElse(null));
    json.put("last_used_at", key.lastUsedAt().map(Instant::toString).orElse(null));
    json.put("revoked_at", key.revokedAt().map(Instant::toString).orElse(null));
    json.put(
        "previous_valid_until",
        key.previous()
            .map(ApiKey.Previous::until)
            .filter(end -> end.isAfter(now))
            .map(Instant::toString)
            .orElse(null));
    return json;
  }
}
