package io.bauta.pool;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.pool.BlockStore.BlockOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link BlockStore} does. The stores are empty at the beginning of each test. */
public interface BlockStoreContract {

  int MANY = 10;

  BlockStore blocks();

  /** Of the same pools. */
  PoolStore pools();

  private static Block block(PoolId pool, int person) {
    return new Block(new BlockId(id(NOW)), pool, person(person), NOW);
  }

  @Test
  default void entriesReadBackEqualOldestFirst() {
    PoolId pool = storedPool(pools(), 1).id();
    Block first = block(pool, 1);
    Instant later = NOW.plusMillis(1);
    Block second = new Block(new BlockId(id(later)), pool, person(2), later);
    assertThat(blocks().block(first, MANY)).isEqualTo(new BlockOutcome.Blocked(first));
    assertThat(blocks().block(second, MANY)).isEqualTo(new BlockOutcome.Blocked(second));
    assertThat(blocks().blocks()).containsExactly(first, second);
  }

  @Test
  default void aNumberIsOnAListOnce() {
    PoolId pool = storedPool(pools(), 1).id();
    Block first = block(pool, 1);
    blocks().block(first, MANY);
    assertThat(blocks().block(block(pool, 1), MANY))
        .isEqualTo(new BlockOutcome.BlockedBefore(first));
    assertThat(blocks().blocks()).containsExactly(first);
  }

  @Test
  default void aListHasNoMoreEntriesThanItMay() {
    PoolId pool = storedPool(pools(), 1).id();
    Block first = block(pool, 1);
    blocks().block(first, 1);
    assertThat(blocks().block(block(pool, 2), 1)).isEqualTo(new BlockOutcome.ListFull(1));
    assertThat(blocks().block(block(pool, 1), 1)).isEqualTo(new BlockOutcome.BlockedBefore(first));
    assertThat(blocks().blocks()).containsExactly(first);
  }

  @Test
  default void aPoolThatIsNotThereHasNoList() {
    assertThat(blocks().block(block(new PoolId(id(NOW)), 1), MANY))
        .isEqualTo(new BlockOutcome.NoSuchPool());
    assertThat(blocks().blocks()).isEmpty();
  }

  @Test
  default void anEntryIsTakenOffTheListThatHasIt() {
    PoolId pool = storedPool(pools(), 1).id();
    Block block = block(pool, 1);
    blocks().block(block, MANY);
    assertThat(blocks().unblock(new PoolId(id(NOW)), block.id())).isFalse();
    assertThat(blocks().unblock(pool, block.id())).isTrue();
    assertThat(blocks().unblock(pool, block.id())).isFalse();
    assertThat(blocks().blocks()).isEmpty();
  }

  @Test
  default void aListGoesWithItsPool() {
    PoolId pool = storedPool(pools(), 1).id();
    blocks().block(block(pool, 1), MANY);
    pools().delete(pool, NOW);
    assertThat(blocks().blocks()).isEmpty();
  }
}
