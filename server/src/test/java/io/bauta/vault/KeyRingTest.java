package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeyRingTest {

  private static final PhoneNumber NUMBER = new PhoneNumber(447_700_900_001L);

  private final VaultKeys before = VaultKeys.generate();
  private final KeyRing ring = new KeyRing(before);
  private final NumberVault vault = new NumberVault(ring);

  private byte[] seal() {
    try (KeyRing.Turn _ = ring.turn()) {
      return vault.seal(NUMBER);
    }
  }

  private void change(VaultKeys keys) {
    ring.change(() -> new KeyRing.Content(keys, TokenStage.REST));
  }

  @Test
  void nothingIsSealedWithoutATurn() {
    assertThatThrownBy(() -> vault.seal(NUMBER)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatWasReadBeforeAKeyWasTakenOutOpensAfterIt() {
    byte[] old = seal();
    change(before.withNewSealingKey());
    byte[] fresh = seal();

    assertThat(ring.isCurrent(old)).isFalse();
    assertThat(ring.isCurrent(fresh)).isTrue();
    change(ring.keys().withoutFormerSealingKeys());

    assertThat(vault.open(old)).isEqualTo(NUMBER);
    assertThat(vault.open(fresh)).isEqualTo(NUMBER);
    NumberVault restarted = new NumberVault(new KeyRing(ring.keys()));
    assertThatThrownBy(() -> restarted.open(old)).isInstanceOf(VaultException.class);
  }

  @Test
  void whatIsSealedAnewIsTheSame() {
    byte[] old = seal();
    change(before.withNewSealingKey());
    byte[] fresh;
    try (KeyRing.Turn _ = ring.turn()) {
      fresh = ring.reseal(old, SealedAs.NUMBER, "");
    }

    assertThat(ring.isCurrent(fresh)).isTrue();
    assertThat(vault.open(fresh)).isEqualTo(NUMBER);
    assertThat(ring.isCurrent(new byte[] {1, 2, 3})).isFalse();
  }

  @Test
  void aChangeWaitsForTurnsAndTurnsForTheChange() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Thread turn =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (KeyRing.Turn _ = ring.turn()) {
                    begun.countDown();
                    goOn.await();
                    ended.set(true);
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                });
    begun.await();
    AtomicBoolean afterIt = new AtomicBoolean();
    Thread change =
        Thread.ofVirtual()
            .start(
                () -> {
                  boolean changed = false;
                  while (!changed) {
                    changed =
                        ring.change(
                            () -> {
                              afterIt.set(ended.get());
                              return new KeyRing.Content(
                                  before.withNewSealingKey(), TokenStage.REST);
                            });
                  }
                });
    assertThat(change.join(Duration.ofMillis(50))).isFalse();
    goOn.countDown();
    turn.join();
    change.join();
    assertThat(afterIt).isTrue();
    assertThat(ring.keys().ids(Keyset.SEALING)).hasSize(2);
  }

  @Test
  void aChangeIsPutOffWhileATurnLastsAndOthersGoFirst() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread lasting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (KeyRing.Turn _ = ring.turn()) {
                    begun.countDown();
                    goOn.await();
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                });
    begun.await();
    AtomicLong ended = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    Thread others =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!stop.get()) {
                    assertThat(seal()).isNotEmpty();
                    ended.incrementAndGet();
                  }
                });

    for (int i = 0; i < 3; i++) {
      long then = ended.get();
      assertThat(
              ring.change(
                  () -> {
                    throw new AssertionError("changed while a turn is under way");
                  }))
          .isFalse();
      assertThat(ring.awaitTurns()).isFalse();
      while (ended.get() == then) {
        Thread.onSpinWait();
      }
    }

    assertThat(lasting.isAlive()).isTrue();
    stop.set(true);
    goOn.countDown();
    lasting.join();
    others.join();
    assertThat(ring.awaitTurns()).isTrue();
  }

  @Test
  void aTurnMayEndBeforeItIsClosed() {
    try (KeyRing.Turn turn = ring.turn()) {
      turn.close();
      assertThat(turn.isOver()).isTrue();
      assertThat(ring.awaitTurns()).isTrue();
    }
    assertThat(ring.awaitTurns()).isTrue();
  }

  @Test
  void aChangeThatFailsLeavesAllAsItWas() {
    byte[] old = seal();
    assertThatThrownBy(
            () ->
                ring.change(
                    () -> {
                      throw new IllegalStateException("the database is away");
                    }))
        .hasMessage("the database is away");
    assertThat(ring.isCurrent(old)).isTrue();
    assertThat(ring.isCurrent(seal())).isTrue();
  }

  @Test
  void aTurnDoesNotWaitForItself() {
    try (KeyRing.Turn _ = ring.turn()) {
      assertThatThrownBy(() -> change(before)).isInstanceOf(IllegalStateException.class);
      try (KeyRing.Turn inner = ring.turn()) {
        assertThat(inner.tokens().wanted(NUMBER)).hasSize(Tokens.BYTES);
      }
    }
  }
}
