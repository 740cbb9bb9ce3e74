package io.bauta.carrier.alohaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AlohaaSetUpTest {

  private static final SetupPlan PLAN =
      new SetupPlan(List.of(new ProxyNumber(919_000_000_001L), new ProxyNumber(919_000_000_002L)));

  private final Alohaa alohaa = new Alohaa();

  @Test
  void theStepsNameEachEntryWithItsWholeUrl() {
    assertThat(report(Requests.account(Map.of())).todo())
        .anySatisfy(
            step ->
                assertThat(step)
                    .contains(
                        "Number Masking - Get Receiver Details",
                        "https://mask.example.com/carriers/alohaa/fictitious-path-secret/receiver "))
        .anySatisfy(
            step ->
                assertThat(step)
                    .contains(
                        "Number Masking - Send Call Details",
                        "https://mask.example.com/carriers/alohaa/fictitious-path-secret/completed "))
        .anySatisfy(step -> assertThat(step).contains("+919000000001, +919000000002"))
        .noneMatch(step -> step.contains("header"));
  }

  @Test
  void nothingIsChanged() {
    assertThat(report(Requests.account(Map.of())).changed()).isEmpty();
  }

  @Test
  void theHeaderIsNamedAndItsValueIsNot() {
    CarrierAccount account =
        Requests.account(Map.of("header-value", "sesame-sesame", "header-name", "X-Masking-Key"));

    assertThat(report(account).todo())
        .anyMatch(step -> step.contains("x-masking-key"))
        .noneMatch(step -> step.contains("sesame"));
  }

  @Test
  void withoutAPublicUrlThereIsNothingToEnter() {
    ApiStep<SetupReport> step =
        alohaa.setUp(Requests.account(Optional.empty(), Map.of()), PLAN, List.of());

    assertThat(step)
        .asInstanceOf(InstanceOfAssertFactories.type(ApiStep.Failed.class))
        .satisfies(failed -> assertThat(failed.why()).contains("public-url"));
  }

  private SetupReport report(CarrierAccount account) {
    return alohaa.setUp(account, PLAN, List.of(HttpReply.ok()))
            instanceof ApiStep.Finished<SetupReport>(SetupReport report)
        ? report
        : new SetupReport(List.of("not finished"), List.of());
  }
}
