package io.bauta.store;

import io.bauta.event.Audience;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresToldTest implements ToldContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  private final Audience audience = new Audience();

  @Override
  public TestDatabase database() {
    return DATABASE;
  }

  @Override
  public Audience audience() {
    return audience;
  }
}
