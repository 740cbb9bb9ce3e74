package io.bauta.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How much is borne of addresses that forge, on a clock that is moved by hand. */
class ForgingSourcesTest {

  private static final long SECOND = 1_000_000;
  private static final String CARRIER = "192.0.2.1";
  private static final String STRANGER = "198.51.100.7";

  private final AtomicLong now = new AtomicLong(SECOND);
  private final ForgingSources sources = new ForgingSources(now::get);

  private int forge(String address, int tries) {
    int looked = 0;
    for (int i = 0; i < tries; i++) {
      if (sources.mayProve(address)) {
        sources.forged(address);
        looked++;
      }
    }
    return looked;
  }

  private static final int BURST =
      (int) (ForgingSources.FORGED_PER_SECOND_MAX * ForgingSources.BURST.toSeconds());

  @Test
  void aStrangerIsLookedAtSoOften() {
    assertThat(forge(STRANGER, 10_000)).isEqualTo(BURST);
    assertThat(sources.mayProve(CARRIER)).isTrue();
    now.addAndGet(SECOND);
    assertThat(forge(STRANGER, 10_000)).isEqualTo(ForgingSources.FORGED_PER_SECOND_MAX);
  }

  @Test
  void ofIpv6AWholeNetworkIsOne() {
    assertThat(forge("2001:db8:1:2::1", 10_000)).isEqualTo(BURST);
    assertThat(sources.mayProve("2001:db8:1:2:ffff::9")).isFalse();
    assertThat(sources.mayProve("2001:db8:1:3::1")).isTrue();
  }

  /** Another customer of the carrier lets it send here what is not ours. */
  @Test
  void theAddressOfACarrierIsBorneFarMore() {
    sources.forged(CARRIER);
    sources.genuine(CARRIER);
    assertThat(forge(CARRIER, BURST * 10)).isEqualTo(BURST * 10);
    assertThat(sources.mayProve(CARRIER)).isTrue();
  }

  /** Who floods from the carrier's address shuts it out only for what is far above its rate. */
  @Test
  void aCarrierThatWasThereFirstIsNotShutOutByAFlood() {
    sources.genuine(CARRIER);
    now.addAndGet(ForgingSources.GENUINE_FOR.dividedBy(2).toMillis() * 1_000);
    assertThat(forge(CARRIER, BURST * 10)).isEqualTo(BURST * 10);
    assertThat(sources.mayProve(CARRIER)).isTrue();
    sources.genuine("2001:db8:1:2::1");
    assertThat(forge("2001:db8:1:2::2", BURST * 10)).isEqualTo(BURST * 10);
  }

  /** Its entry comes and goes with the forged ones; that it is the carrier's stays known. */
  @Test
  void thatItIsTheCarriersIsNotForgottenBetweenFloods() {
    sources.genuine(CARRIER);
    for (int flood = 0; flood < 3; flood++) {
      assertThat(forge(CARRIER, BURST * 2)).isEqualTo(BURST * 2);
      now.addAndGet(10 * SECOND);
      sources.forged(STRANGER);
    }
  }

  @Test
  void ofGenuineOnesOnlySoManyAreKept() {
    for (int i = 0; i < ForgingSources.ADDRESSES_MAX + 100; i++) {
      sources.genuine("10.%d.%d.1".formatted(i / 256, i % 256));
    }
    assertThat(forge("10.0.0.1", BURST * 2)).isEqualTo(BURST * 2);
    assertThat(forge("10.39.99.1", BURST * 2)).as("one too many").isEqualTo(BURST);
    now.addAndGet(ForgingSources.GENUINE_FOR.toMillis() * 1_000);
    sources.genuine("10.39.99.1");
    assertThat(forge("10.39.99.1", BURST * 2)).isEqualTo(BURST * 2);
  }

  @Test
  void onlyForAsLongAsGenuineOnesCome() {
    sources.forged(CARRIER);
    sources.genuine(CARRIER);
    now.addAndGet(ForgingSources.GENUINE_FOR.plus(Duration.ofSeconds(1)).toMillis() * 1_000);
    assertThat(forge(CARRIER, 10_000)).isEqualTo(BURST);
  }

  @Test
  void genuineOnesAloneAreNoForgers() {
    sources.genuine(CARRIER);
    assertThat(sources.size()).isZero();
  }

  @Test
  void whoeverIsQuietIsForgotten() {
    sources.forged(STRANGER);
    now.addAndGet(10 * SECOND);
    sources.forged(CARRIER);
    assertThat(sources.size()).isEqualTo(1);
  }

  @Test
  void onlySoManyAreKept() {
    for (int i = 0; i < ForgingSources.ADDRESSES_MAX + 100; i++) {
      sources.forged("10.%d.%d.1".formatted(i / 256, i % 256));
    }
    assertThat(sources.size()).isEqualTo(ForgingSources.ADDRESSES_MAX);
  }
}
