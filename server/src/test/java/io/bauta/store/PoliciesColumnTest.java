package io.bauta.store;

import static io.bauta.session.SampleSessions.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolPolicies;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultKeys;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PoliciesColumnTest {

  private static final PhoneNumber SUPPORT = person(10);

  private final KeyRing ring = new KeyRing(VaultKeys.generate());
  private final PoliciesColumn column = new PoliciesColumn(new NumberVault(ring));

  private String write(PoolPolicies policies) {
    try (KeyRing.Turn _ = ring.turn()) {
      return column.write(policies);
    }
  }

  @Test
  void aSupportNumberOfBeforeItWasSealedIsReadAndThenSealed() {
    PoolPolicies read =
        column.read(
            Optional.of(
                "{\"unknown_caller\":\"FORWARD\",\"forward_to\":" + SUPPORT.digits() + "}"));

    assertThat(read.forwardTo()).contains(SUPPORT);
    String written = write(read);
    assertThat(written).doesNotContain(String.valueOf(SUPPORT.digits()));
    assertThat(column.read(Optional.of(written))).isEqualTo(read);
  }
}
