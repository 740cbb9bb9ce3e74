package io.bauta.carrier.vobiz;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.NumberHealth;
import io.bauta.carrier.Secret;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VobizNumbersTest {

  private static final String NUMBER = "+919000000001";

  private final Vobiz vobiz = new Vobiz();
  private final PretendVobizApi api = new PretendVobizApi();
  private final CarrierAccount account =
      Requests.account(
          Optional.of(Requests.PUBLIC_URL),
          Map.of("auth-id", new Secret("MA_XXXXXXXX"), "auth-token", new Secret(Requests.TOKEN)));

  @Test
  void numbersOfAllPagesAreListed() {
    for (int i = 0; i < 230; i++) {
      api.addNumber("+9190000%05d".formatted(i));
    }

    assertThat(numbers()).hasSize(230);
    assertThat(api.sent)
        .containsExactly(
            "GET /numbers?page=1&per_page=100&include_subaccounts=false",
            "GET /numbers?page=2&per_page=100&include_subaccounts=false",
            "GET /numbers?page=3&per_page=100&include_subaccounts=false");
  }

  @Test
  void aPageMayHoldFewerThanAskedFor() {
    api.numbersPerPage = 25;
    for (int i = 0; i < 60; i++) {
      api.addNumber("+9190000%05d".formatted(i));
    }

    assertThat(numbers()).hasSize(60);
    assertThat(api.sent).hasSize(3);
  }

  @Test
  void anEmptyPageIsTheLastWhateverTheTotalSays() {
    api.faults.put(
        "GET /numbers", PretendVobizApi.json(200, Map.of("items", List.of(), "total", 7)));

    assertThat(numbers()).isEmpty();
    assertThat(api.sent).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "active, ACTIVE",
    "Active, ACTIVE",
    "pending_release, EXPIRING",
    "suspended, INACTIVE",
    "under review, UNHEALTHY",
  })
  void theHealthFollowsFromTheStatus(String status, NumberHealth health) {
    api.addNumber(NUMBER).put("status", status);

    assertThat(numbers())
        .containsExactly(new CarrierNumber(new ProxyNumber(919_000_000_001L), health, status));
  }

  @ParameterizedTest
  @CsvSource({"is_blocked, true", "voice_enabled, false"})
  void aNumberThatCannotBeCalledIsInactive(String field, boolean value) {
    api.addNumber(NUMBER).put(field, value);

    assertThat(numbers()).extracting(CarrierNumber::health).containsExactly(NumberHealth.INACTIVE);
  }

  @Test
  void aNumberWithoutVoiceIsInactive() {
    api.addNumber(NUMBER).put("capabilities", Map.of("voice", false, "sms", true));

    assertThat(numbers()).extracting(CarrierNumber::health).containsExactly(NumberHealth.INACTIVE);
  }

  @Test
  void aStateIsCutAndHoldsNoDigits() {
    api.addNumber(NUMBER).put("status", "moved to 918888800001 " + "x".repeat(100));

    assertThat(numbers())
        .extracting(CarrierNumber::carrierState)
        .allSatisfy(
            state ->
                assertThat(state)
                    .hasSize(CarrierNumber.CARRIER_STATE_LENGTH_MAX)
                    .doesNotContainPattern("[0-9]"));
  }

  @Test
  void whatIsNoNumberIsLeftOut() {
    api.addNumber("sip:agent");
    api.addNumber(NUMBER);

    assertThat(numbers()).hasSize(1);
  }

  @Test
  void anErrorEndsIt() {
    api.faults.put("GET /numbers", HttpReply.text(401, "", ""));

    assertThat(api.play(replies -> vobiz.numbers(account, replies)))
        .isInstanceOf(Failed.class)
        .asString()
        .contains("401", "auth-token");
  }

  @Test
  void withoutCredentialsNothingIsSent() {
    assertThat(vobiz.numbers(Requests.account(Requests.TOKEN), List.of()))
        .isInstanceOf(Failed.class)
        .asString()
        .contains("auth-id");
  }

  private List<CarrierNumber> numbers() {
    ApiStep<List<CarrierNumber>> end = api.play(replies -> vobiz.numbers(account, replies));
    assertThat(end).isInstanceOf(Finished.class);
    return ((Finished<List<CarrierNumber>>) end).result();
  }
}
