package io.bauta.store;

import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.EndpointStore;
import io.bauta.event.EventFilter;
import io.bauta.event.SigningSecret;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Endpoints in SQL. Secrets are sealed, and so is the URL: there may be one in it. */
public final class SqlEndpointStore implements EndpointStore {

  private static final String ALL =
      """
      select * from event_endpoint order by created_at, id
      """;

  private static final String INSERT =
      """
      insert into event_endpoint
        (url_sealed, secrets_sealed, events, description, state, created_at, id)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      update event_endpoint set url_sealed = ?, secrets_sealed = ?, events = ?, description = ?,
        state = ?, created_at = ?
      where id = ?
      """;

  private static final String DELETE =
      """
      delete from event_endpoint where id = ?
      """;

  private static final String NAME_SEPARATOR = ",";
  private static final String LINE = "\n";
  private static final String UNTIL = " ";

  private final Database database;
  private final NumberVault vault;

  public SqlEndpointStore(Database database, NumberVault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public List<Endpoint> endpoints() {
    return database.read(link -> link.query(ALL).all(this::read));
  }

  @Override
  public void add(Endpoint endpoint) {
    try (KeyRing.Turn _ = vault.turn()) {
      Object[] columns = columns(endpoint);
      database.write(link -> link.query(INSERT).with(columns).update());
    }
  }

  @Override
  public boolean update(Endpoint endpoint) {
    try (KeyRing.Turn _ = vault.turn()) {
      Object[] columns = columns(endpoint);
      return database.write(link -> link.query(UPDATE).with(columns).update() == 1);
    }
  }

  @Override
  public boolean remove(EndpointId id) {
    return database.write(link -> link.query(DELETE).with(id.uuid()).update() == 1);
  }

  @Override
  public boolean forgetOwed(EndpointId id) {
    return DeliveryRows.forgetSome(database, id.uuid());
  }

  private Object[] columns(Endpoint endpoint) {
    return new Object[] {
      vault.sealText(endpoint.url()),
      vault.sealText(text(endpoint.secrets())),
      String.join(NAME_SEPARATOR, endpoint.filter().names()),
      endpoint.description(),
      endpoint.state(),
      endpoint.createdAt(),
      endpoint.id().uuid()
    };
  }

  private static String text(List<SigningSecret> secrets) {
    return secrets.stream()
        .map(secret -> secret.reveal() + secret.until().map(until -> UNTIL + until).orElse(""))
        .collect(Collectors.joining(LINE));
  }

  private static SigningSecret secret(String line) {
    String[] parts = line.split(UNTIL, 2);
    return new SigningSecret(
        parts[0], parts.length == 1 ? Optional.empty() : Optional.of(Instant.parse(parts[1])));
  }

  private Endpoint read(Row row) throws SQLException {
    return new Endpoint(
        new EndpointId(row.id("id")),
        SealedValue.open(
            row.bytes("url_sealed"), "event_endpoint", "url_sealed", row.id("id"), vault::openText),
        new EventFilter(List.of(row.text("events").split(NAME_SEPARATOR))),
        row.optionalText("description"),
        Endpoint.State.valueOf(row.text("state")),
        Stream.of(
                SealedValue.open(
                        row.bytes("secrets_sealed"),
                        "event_endpoint",
                        "secrets_sealed",
                        row.id("id"),
                        vault::openText)
                    .split(LINE))
            .map(SqlEndpointStore::secret)
            .toList(),
        row.instant("created_at"));
  }
}
