package io.bauta.carrier.eight;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightCatalogueTest {

  private final Eight eight = new Eight();

  @Test
  void itAsksForTheNumbersOfTheSubAccount() {
    Send<List<CarrierNumber>> send =
        (Send<List<CarrierNumber>>) eight.numbers(Events.account(), List.of());

    assertThat(send.changes()).isFalse();
    assertThat(send.request().method()).isEqualTo("GET");
    assertThat(send.request().url())
        .isEqualTo("https://voice.8x8.com/api/v1/subaccounts/acme_masking/numbers");
    assertThat(send.request().headers()).containsEntry("Authorization", "Bearer eight_test_key");
  }

  @Test
  void anotherBaseAndAStrangeSubAccountMakeTheAddress() {
    Map<String, String> settings =
        Map.of(
            "api-key", "k", "api-base", "http://127.0.0.1:9/api/", "sub-account-id", "R&D/one two");
    Send<List<CarrierNumber>> send =
        (Send<List<CarrierNumber>>) eight.numbers(Events.account(settings), List.of());

    assertThat(send.request().url())
        .isEqualTo("http://127.0.0.1:9/api/api/v1/subaccounts/R%26D%2Fone%20two/numbers");
  }

  @ParameterizedTest
  @CsvSource({
    "Active, true, ACTIVE",
    "Active, false, UNHEALTHY",
    "Active, null, ACTIVE",
    "Expiring, true, EXPIRING",
    "Expiring, false, EXPIRING",
    "Inactive, true, INACTIVE",
    "Unhealthy, true, UNHEALTHY",
    "Ported, true, UNHEALTHY",
  })
  void theHealthOfANumberIsItsStateAndItsCheck(String state, String healthy, NumberHealth health) {
    String list =
        """
        {"totalNumbers":1,"numbers":[{"msisdn":"+6598765432","operationalStatus":"%s",
        "numberHealth":{"isHealthy":%s,"status":"Checked"}}],"statusCode":0,"statusMessage":"ok"}
        """
            .formatted(state, healthy);

    assertThat(numbers(200, list))
        .isEqualTo(
            new Finished<>(
                List.of(new CarrierNumber(new ProxyNumber(6_598_765_432L), health, state))));
  }

  @Test
  void withoutACheckANumberIsWhatItsStateSays() {
    String list =
        """
        {"numbers":[{"msisdn":"6598765432","operationalStatus":"Active","numberHealth":null}]}
        """;

    assertThat(numbers(200, list))
        .isEqualTo(
            new Finished<>(
                List.of(
                    new CarrierNumber(
                        new ProxyNumber(6_598_765_432L), NumberHealth.ACTIVE, "Active"))));
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{}', 'does not accept the api-key (HTTP 401)'",
    "403, '', 'does not accept the api-key (HTTP 403)'",
    "404, '{\"statusCode\":-9999}', 'no such sub-account (HTTP 404, statusCode -9999)'",
    "500, '+6587654321', 'refused it (HTTP 500)'",
    "200, '{\"statusCode\":-2001}', 'refused it (HTTP 200, statusCode -2001)'",
    "200, '<html>', 'cannot be read'",
  })
  void whatWentWrongIsSaid(int status, String body, String words) {
    assertThat(why(numbers(status, body))).contains(words).doesNotContain("87654");
  }

  @Test
  void withoutAKeyThereIsNothingToAsk() {
    assertThat(why(eight.numbers(Events.account(Map.of()), List.of()))).contains("api-key");
  }

  private static String why(ApiStep<List<CarrierNumber>> step) {
    return switch (step) {
      case Failed<List<CarrierNumber>>(String why) -> why;
      case Send<List<CarrierNumber>> _, Finished<List<CarrierNumber>> _ ->
          throw new AssertionError("did not fail: " + step);
    };
  }

  private ApiStep<List<CarrierNumber>> numbers(int status, String body) {
    return eight.numbers(
        Events.account(), List.of(HttpReply.text(status, "application/json", body)));
  }
}
