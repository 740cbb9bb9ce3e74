package io.bauta.store;

import io.bauta.event.DeliveryStore;
import io.bauta.event.EndpointStore;
import io.bauta.event.EventStore;
import io.bauta.event.EventStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteEventStoreTest implements EventStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  private final SqlEventStore store = new SqlEventStore(DATABASE.database());

  @Override
  public EventStore events() {
    return store;
  }

  @Override
  public DeliveryStore deliveries() {
    return store;
  }

  @Override
  public EndpointStore endpoints() {
    return new SqlEndpointStore(DATABASE.database(), DATABASE.vault());
  }
}
