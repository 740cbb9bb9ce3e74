package io.bauta.store;

import io.bauta.session.KnownPhoneStore;
import io.bauta.session.KnownPhoneStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresKnownPhoneStoreTest implements KnownPhoneStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public KnownPhoneStore phones() {
    return DATABASE.phones();
  }
}
