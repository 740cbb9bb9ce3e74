package io.bauta.outbox;

import io.bauta.call.CallStore;
import io.bauta.call.MemoryCallStore;

class MemoryOutboxStoreTest implements OutboxStoreContract {

  private final MemoryCallStore calls = new MemoryCallStore();
  private final MemoryOutboxStore outbox = new MemoryOutboxStore(calls);

  @Override
  public OutboxStore outbox() {
    return outbox;
  }

  @Override
  public CallStore calls() {
    return calls;
  }
}
