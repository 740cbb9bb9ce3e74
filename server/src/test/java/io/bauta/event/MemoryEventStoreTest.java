package io.bauta.event;

final class MemoryEventStoreTest implements EventStoreContract {

  private final MemoryEventStore store = new MemoryEventStore();

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
    return store;
  }
}
