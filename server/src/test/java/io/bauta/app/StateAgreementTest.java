package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.StateAgreement.Change;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PooledNumber;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateAgreementTest {

  private static final ProxyNumber FIRST = ProxyNumber.of(PhoneNumber.ofE164("+919000000001"));
  private static final ProxyNumber SECOND = ProxyNumber.of(PhoneNumber.ofE164("+919000000002"));
  private static final ProxyNumber THIRD = ProxyNumber.of(PhoneNumber.ofE164("+919000000003"));

  private static PooledNumber member(ProxyNumber number, NumberState state) {
    return new PooledNumber(number, state);
  }

  private static CarrierNumber listed(ProxyNumber number, NumberHealth health) {
    return new CarrierNumber(number, health, "");
  }

  @ParameterizedTest
  @EnumSource(NumberHealth.class)
  void eachHealthIsTheStateOfTheSameName(NumberHealth health) {
    StateAgreement agreement =
        StateAgreement.of(
            List.of(member(FIRST, NumberState.ACTIVE), member(SECOND, NumberState.ACTIVE)),
            Set.of(),
            List.of(listed(FIRST, health), listed(SECOND, NumberHealth.ACTIVE)));
    assertThat(agreement.changes())
        .allMatch(change -> change.to().name().equals(health.name()))
        .hasSize(health == NumberHealth.ACTIVE ? 0 : 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = NumberState.class,
      names = {"DRAINING", "RETIRED"})
  void whatPeopleDecidedIsLeft(NumberState decided) {
    assertThat(
            StateAgreement.of(
                    List.of(member(FIRST, decided)),
                    Set.of(FIRST),
                    List.of(listed(FIRST, NumberHealth.ACTIVE)))
                .changes())
        .isEmpty();
  }

  @Test
  void aNumberThatRecoversIsLentAgain() {
    assertThat(
            StateAgreement.of(
                    List.of(member(FIRST, NumberState.INACTIVE)),
                    Set.of(FIRST),
                    List.of(listed(FIRST, NumberHealth.ACTIVE)))
                .changes())
        .containsExactly(new Change(FIRST, NumberState.INACTIVE, NumberState.ACTIVE));
  }

  @Test
  void theLastNumbersThatAreLentAreLeftButNewOnesAreNot() {
    StateAgreement agreement =
        StateAgreement.of(
            List.of(
                member(FIRST, NumberState.ACTIVE),
                member(SECOND, NumberState.DRAINING),
                member(THIRD, NumberState.ACTIVE)),
            Set.of(FIRST, SECOND),
            List.of(
                listed(FIRST, NumberHealth.INACTIVE),
                listed(SECOND, NumberHealth.ACTIVE),
                listed(THIRD, NumberHealth.UNHEALTHY)));
    assertThat(agreement.leftAlone()).isTrue();
    assertThat(agreement.changes())
        .containsExactly(new Change(THIRD, NumberState.ACTIVE, NumberState.UNHEALTHY));
  }

  @Test
  void aPoolThatKeepsOneIsFollowedAndWhatIsNotListedIsNamed() {
    StateAgreement agreement =
        StateAgreement.of(
            List.of(
                member(FIRST, NumberState.ACTIVE),
                member(SECOND, NumberState.ACTIVE),
                member(THIRD, NumberState.ACTIVE)),
            Set.of(FIRST, SECOND, THIRD),
            List.of(listed(FIRST, NumberHealth.EXPIRING), listed(SECOND, NumberHealth.ACTIVE)));
    assertThat(agreement.leftAlone()).isFalse();
    assertThat(agreement.unlisted()).containsExactly(THIRD);
    assertThat(agreement.changes())
        .containsExactly(new Change(FIRST, NumberState.ACTIVE, NumberState.EXPIRING));
  }
}
