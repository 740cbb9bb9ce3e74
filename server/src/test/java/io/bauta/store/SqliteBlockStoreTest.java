package io.bauta.store;

import io.bauta.pool.BlockStore;
import io.bauta.pool.BlockStoreContract;
import io.bauta.pool.PoolStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteBlockStoreTest implements BlockStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public BlockStore blocks() {
    return DATABASE.blocks();
  }

  @Override
  public PoolStore pools() {
    return DATABASE.pools();
  }
}
