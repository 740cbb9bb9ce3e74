package io.bauta.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProofLogTest {

  private static final Instant T = Instant.parse("2027-01-15T08:00:00Z");

  private final MemoryProofStore store = new MemoryProofStore();
  private final ProofLog log = new ProofLog(store, T);

  @Test
  void whatWasSeenIsCountedByMark() {
    log.seen("vobiz", ProofMark.GENUINE, T);
    log.seen("vobiz", ProofMark.GENUINE, T.plusSeconds(5));
    log.seen("vobiz", ProofMark.TOO_OLD, T.plusSeconds(7));
    log.seen("vobiz", ProofMark.REPLAYED, T.plusSeconds(6));
    ProofState state = log.state("vobiz", T.plusSeconds(10));
    assertThat(state.of(ProofMark.GENUINE)).contains(new ProofState.Seen(T.plusSeconds(5), 2, 2));
    assertThat(state.lastForged()).contains(ProofMark.TOO_OLD);
    assertThat(state.ofForged()).contains(new ProofState.Seen(T.plusSeconds(7), 2, 2));
    assertThat(state.of(ProofMark.UNSIGNED)).isEmpty();
    assertThat(log.state("telnyx", T).marks()).isEmpty();
  }

  @Test
  void onlyWhatChangedIsWritten() {
    log.seen("vobiz", ProofMark.GENUINE, T);
    log.write();
    log.write();
    assertThat(store.puts()).isEqualTo(1);
    log.seen("vobiz", ProofMark.UNSIGNED, T);
    log.write();
    assertThat(store.puts()).isEqualTo(2);
    assertThat(store.tallies())
        .containsExactlyInAnyOrder(
            new ProofTally("vobiz", ProofMark.GENUINE, T, 1),
            new ProofTally("vobiz", ProofMark.UNSIGNED, T, 1));
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLater() {
    List<ProofTally> kept = new ArrayList<>();
    ProofStore away =
        new ProofStore() {
          private boolean back;

          @Override
          public List<ProofTally> tallies() {
            return List.of();
          }

          @Override
          public void put(Collection<ProofTally> tallies) {
            if (!back) {
              back = true;
              throw new IllegalStateException("away");
            }
            kept.addAll(tallies);
          }
        };
    ProofLog fresh = new ProofLog(away, T);
    fresh.seen("vobiz", ProofMark.GENUINE, T);
    assertThatThrownBy(fresh::write).hasMessage("away");
    fresh.write();
    assertThat(kept).containsExactly(new ProofTally("vobiz", ProofMark.GENUINE, T, 1));
  }

  @Test
  void theNextRunGoesOnFromTheStore() {
    log.seen("vobiz", ProofMark.GENUINE, T);
    log.write();
    ProofLog next = new ProofLog(store, T.plusSeconds(60));
    next.seen("vobiz", ProofMark.GENUINE, T.plusSeconds(70));
    assertThat(next.state("vobiz", T.plusSeconds(80)).of(ProofMark.GENUINE))
        .contains(new ProofState.Seen(T.plusSeconds(70), 1, 2));
  }

  @Test
  void forgedOnesAreForgottenAfterAnHour() {
    log.seen("vobiz", ProofMark.BAD_SIGNATURE, T);
    log.seen("telnyx", ProofMark.WRONG_PATH, T.plus(Duration.ofMinutes(30)));
    log.seen("telnyx", ProofMark.GENUINE, T);
    assertThat(log.forgedLastHour(T.plus(Duration.ofMinutes(59)))).isEqualTo(2);
    assertThat(log.state("vobiz", T).forgedLastHour()).isEqualTo(1);
    assertThat(log.forgedLastHour(T.plus(Duration.ofMinutes(61)))).isEqualTo(1);
    assertThat(log.forgedLastHour(T.plus(Duration.ofMinutes(120)))).isZero();
  }

  @Test
  void nothingIsLostWhereManyCountAtOnce() throws Exception {
    int threads = 8;
    int each = 10_000;
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                for (int n = 0; n < each; n++) {
                  log.seen("vobiz", ProofMark.WRONG_PATH, T.plusMillis(n));
                }
                done.countDown();
              });
    }
    done.await();
    ProofState state = log.state("vobiz", T.plusSeconds(60));
    assertThat(state.ofForged())
        .contains(
            new ProofState.Seen(
                T.plusMillis(each - 1), (long) threads * each, (long) threads * each));
    assertThat(state.forgedLastHour()).isEqualTo((long) threads * each);
  }
}
