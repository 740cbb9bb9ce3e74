package io.bauta.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.Authenticity.Nonce;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ReplayGuardTest {

  private final AtomicLong nanos = new AtomicLong();
  private final ReplayGuard guard = new ReplayGuard(nanos::get);

  @Test
  void aNonceIsAdmittedOnceAndAgainForTheSameUse() {
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
  }

  @Test
  void aNonceForAnotherUseIsARefusal() {
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-2"))).isFalse();
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
  }

  @Test
  void accountsDoNotShareNonces() {
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
    assertThat(guard.admit("mumbai", new Nonce("n1", "answer call-2"))).isTrue();
  }

  @Test
  void otherNoncesAreOtherNonces() {
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-1"))).isTrue();
    assertThat(guard.admit("delhi", new Nonce("n2", "answer call-2"))).isTrue();
  }

  @Test
  void aNonceIsRememberedForADay() {
    guard.admit("delhi", new Nonce("n1", "answer call-1"));
    nanos.addAndGet(ReplayGuard.REMEMBERED.minus(Duration.ofSeconds(1)).toNanos());
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-2"))).isFalse();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(guard.admit("delhi", new Nonce("n1", "answer call-2"))).isTrue();
  }
}
