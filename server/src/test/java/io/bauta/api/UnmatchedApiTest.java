package io.bauta.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.access.Caller;
import io.bauta.call.CarrierCallId;
import io.bauta.call.UnmatchedFacts;
import io.bauta.call.UnmatchedFacts.Unmatched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Pages of facts that nobody knows the call of. */
class UnmatchedApiTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final List<Unmatched> all =
      IntStream.range(0, 5)
          .mapToObj(
              n ->
                  new Unmatched(
                      NOW.minusMillis(n),
                      "acme-in",
                      new CarrierCallId("call-" + n),
                      "recording:a|b\nc",
                      "RECORDING_READY"))
          .toList();

  private final UnmatchedFacts facts =
      (before, limit) ->
          all.stream().skip(before.map(last -> indexOf(last) + 1).orElse(0)).limit(limit).toList();

  private int indexOf(Unmatched last) {
    return all.stream()
        .map(fact -> List.of(fact.receivedAt(), fact.carrierCallId(), fact.key()))
        .toList()
        .indexOf(List.of(last.receivedAt(), last.carrierCallId(), last.key()));
  }

  private JsonNode list(Map<String, String> query) {
    ApiRequest request = new ApiRequest(Map.of(), query, Map.of(), new byte[0], "", Caller.ADMIN);
    return Json.read(new UnmatchedApi(facts, () -> {}).list(request).body());
  }

  @Test
  void theyArePagedAndSayNothingOfWhatWasTold() {
    JsonNode first = list(Map.of("limit", "3"));
    assertThat(first.path("data")).hasSize(3);
    assertThat(first.path("data").path(0).propertyNames())
        .containsExactlyInAnyOrder("carrier_account", "carrier_call_id", "kind", "received_at");
    assertThat(first.path("data").path(0).path("kind").asString()).isEqualTo("recording_ready");
    JsonNode second = list(Map.of("limit", "3", "cursor", first.path("next_cursor").asString()));
    assertThat(second.path("data").path(0).path("carrier_call_id").asString()).isEqualTo("call-3");
    assertThat(second.path("data")).hasSize(2);
    assertThat(second.path("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!", "MQ", "MQphCmI", "bm93CmEKYgpj"})
  void whatIsNoCursorIsSaid(String cursor) {
    assertThatThrownBy(() -> list(Map.of("cursor", cursor)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            said -> assertThat(said.problem().extra()).isEqualTo(Map.of("field", "cursor")));
  }
}
