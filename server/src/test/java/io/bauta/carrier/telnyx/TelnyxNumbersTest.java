package io.bauta.carrier.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxNumbersTest {

  private final Telnyx telnyx = new Telnyx();
  private final PretendTelnyx carrier = new PretendTelnyx(2);

  @Test
  void numbersAreListedPageByPage() {
    carrier.number("n-1", "+12025550131", "active", "7");
    carrier.number("n-2", "+1-202-555-0132", "active", "7");
    carrier.number("n-3", "+12025550199", "purchase-pending", "7");
    assertThat(list())
        .containsExactly(
            new CarrierNumber(new ProxyNumber(12025550131L), NumberHealth.ACTIVE, "active"),
            new CarrierNumber(new ProxyNumber(12025550132L), NumberHealth.ACTIVE, "active"),
            new CarrierNumber(
                new ProxyNumber(12025550199L), NumberHealth.INACTIVE, "purchase-pending"));
    assertThat(carrier.log).containsExactly("GET phone_numbers", "GET phone_numbers");
  }

  @ParameterizedTest
  @CsvSource({"active, ACTIVE", "port-out-pending, EXPIRING"})
  void twoStatesMeanSomethingOfTheirOwn(String state, NumberHealth health) {
    carrier.number("n-1", "+12025550131", state, "7");
    assertThat(list()).extracting(CarrierNumber::health).containsExactly(health);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "purchase-pending",
        "purchase-failed",
        "port-pending",
        "port-failed",
        "deleted",
        "emergency-only",
        "ported-out",
        "requirement-info-pending",
        "requirement-info-under-review",
        "requirement-info-exception",
        "provision-pending",
        "Active",
        "",
        "a state to come"
      })
  void everyOtherStateIsNoneToRelyOn(String state) {
    carrier.number("n-1", "+12025550131", state, "7");
    assertThat(list()).extracting(CarrierNumber::health).containsExactly(NumberHealth.INACTIVE);
  }

  @Test
  void whatIsNoNumberIsLeftOutAndAStateIsCut() {
    carrier.number("n-1", "a word", "active", "7");
    carrier.number("n-2", "+12025550131", "x".repeat(99), "7");
    assertThat(list())
        .extracting(CarrierNumber::carrierState)
        .containsExactly("x".repeat(CarrierNumber.CARRIER_STATE_LENGTH_MAX));
  }

  @Test
  void anEmptyAccountHasNoNumbers() {
    assertThat(list()).isEmpty();
  }

  @Test
  void aListWithoutAnEndIsNotReadForEver() {
    HttpReply page =
        PretendTelnyx.json(Map.of("data", List.of(), "meta", Map.of("total_pages", 1_000_000)));
    List<HttpReply> replies = new ArrayList<>();
    ApiStep<List<CarrierNumber>> step = telnyx.numbers(Events.account(), replies);
    while (step instanceof Send<List<CarrierNumber>>) {
      replies.add(page);
      step = telnyx.numbers(Events.account(), replies);
    }
    assertThat(replies).hasSize(TelnyxPages.PAGES_MAX);
    assertThat(step).isInstanceOf(Failed.class);
  }

  private List<CarrierNumber> list() {
    return switch (carrier.play(replies -> telnyx.numbers(Events.account(), replies))) {
      case Finished(var numbers) -> numbers;
      case Failed(String why) -> throw new AssertionError(why);
      case Send<List<CarrierNumber>> send -> throw new AssertionError(send);
    };
  }
}
