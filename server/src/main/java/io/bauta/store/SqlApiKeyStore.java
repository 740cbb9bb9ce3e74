package io.bauta.store;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.bauta.access.ApiKey;
import io.bauta.access.ApiKeyId;
import io.bauta.access.ApiKeyStore;
import io.bauta.access.KeyHash;
import io.bauta.access.Role;
import io.bauta.audit.AuditEntry;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** API keys in SQL. Secrets are hashes, of which nobody finds the keys. */
public final class SqlApiKeyStore implements ApiKeyStore {

  private static final String ALL =
      """
      select * from api_key order by created_at, id
      """;

  private static final String INSERT =
      """
      insert into api_key
        (name, role, pools, requests_per_second, secret_hash, previous_hash, previous_until,
         created_at, expires_at, revoked_at, id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      update api_key set name = ?, role = ?, pools = ?, requests_per_second = ?, secret_hash = ?,
        previous_hash = ?, previous_until = ?, created_at = ?, expires_at = ?, revoked_at = ?
      where id = ?
      """;

  private static final String DELETE =
      """
      delete from api_key where id = ?
      """;

  private static final String USED =
      """
      update api_key set last_used_at = ? where id = ?
      """;

  private static final String SEPARATOR = ",";

  private final Database database;

  public SqlApiKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ApiKey> keys() {
    return database.read(link -> link.query(ALL).all(SqlApiKeyStore::read));
  }

  @Override
  public void add(ApiKey key, Optional<ApiKeyId> forgotten, AuditEntry entry) {
    database.write(
        link -> {
          if (forgotten.isPresent()) {
            link.query(DELETE).with(forgotten.get().uuid()).update();
          }
          link.query(INSERT).with(columns(key)).update();
          return SqlAuditLog.insert(link, entry);
        });
  }

  @Override
  public boolean update(ApiKey key, AuditEntry entry) {
    return database.write(
        link -> {
          boolean isThere = link.query(UPDATE).with(columns(key)).update() == 1;
          if (isThere) {
            SqlAuditLog.insert(link, entry);
          }
          return isThere;
        });
  }

  @Override
  public void used(Map<ApiKeyId, Instant> uses) {
    database.write(
        link -> {
          Query used = link.query(USED);
          for (Map.Entry<ApiKeyId, Instant> use : uses.entrySet()) {
            used.addBatch(use.getValue(), use.getKey().uuid());
          }
          used.executeBatch();
          return true;
        });
  }

  private static Object[] columns(ApiKey key) {
    return new Object[] {
      key.name(),
      key.role(),
      pools(key.scope()),
      key.requestsPerSecond(),
      key.secret().sha256(),
      key.previous().map(previous -> previous.secret().sha256()),
      key.previous().map(ApiKey.Previous::until),
      key.createdAt(),
      key.expiresAt(),
      key.revokedAt(),
      key.id().uuid()
    };
  }

  /** Null for all of them; a text without any is none of them. */
  private static Optional<String> pools(PoolScope scope) {
    return switch (scope) {
      case PoolScope.All() -> Optional.empty();
      case PoolScope.Only(Set<PoolId> pools) ->
          Optional.of(pools.stream().map(PoolId::toString).sorted().collect(joining(SEPARATOR)));
    };
  }

  private static PoolScope scope(Optional<String> pools) {
    return pools
        .<PoolScope>map(
            text ->
                new PoolScope.Only(
                    Stream.of(text.split(SEPARATOR))
                        .flatMap(id -> PoolId.parse(id).stream())
                        .collect(toSet())))
        .orElse(PoolScope.all());
  }

  private static ApiKey read(Row row) throws SQLException {
    OptionalLong rate = row.optionalNumber("requests_per_second");
    return new ApiKey(
        new ApiKeyId(row.id("id")),
        row.text("name"),
        Role.valueOf(row.text("role")),
        scope(row.optionalText("pools")),
        rate.isEmpty() ? Optional.empty() : Optional.of(Math.toIntExact(rate.getAsLong())),
        new KeyHash(row.bytes("secret_hash")),
        previous(row),
        row.instant("created_at"),
        row.optionalInstant("expires_at"),
        row.optionalInstant("last_used_at"),
        row.optionalInstant("revoked_at"));
  }

  private static Optional<ApiKey.Previous> previous(Row row) throws SQLException {
    Optional<byte[]> hash = row.optionalBytes("previous_hash");
    return hash.isEmpty()
        ? Optional.empty()
        : Optional.of(new ApiKey.Previous(new KeyHash(hash.get()), row.instant("previous_until")));
  }
}
