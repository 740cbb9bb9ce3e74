package io.bauta.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void anEventIsMeantByItsFirstWordToo() {
    Faults faults = Faults.none().dropping("VCS").deliveringConcurrently("VCA", 3);

    assertThat(faults.isDropped("VCS CALL_CONNECTED")).isTrue();
    assertThat(faults.isDropped("VCSX")).isFalse();
    assertThat(faults.copiesOf("VCA again")).isEqualTo(3);
    assertThat(faults.isConcurrent("VCA again")).isTrue();
    assertThat(faults.copiesOf("VSS")).isOne();
  }

  @Test
  void theWholeNameComesBeforeItsFirstWord() {
    Faults faults =
        Faults.none().deliveringConcurrently("VCS", 5).deliveringTwice("VCS CALL_CONNECTED");

    assertThat(faults.copiesOf("VCS CALL_CONNECTED")).isEqualTo(2);
    assertThat(faults.copiesOf("VCS CALL_RECEIVED")).isEqualTo(5);
  }
}
