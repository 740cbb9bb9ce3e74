package io.bauta.store;

import io.bauta.session.KnownPhoneStore;
import io.bauta.session.KnownPhoneStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteKnownPhoneStoreTest implements KnownPhoneStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public KnownPhoneStore phones() {
    return DATABASE.phones();
  }
}
