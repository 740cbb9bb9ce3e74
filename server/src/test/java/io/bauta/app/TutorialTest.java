package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
import io.bauta.carrier.CarrierAccount;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' tutorial variables make a working server without a file. */
class TutorialTest {

  private static final Map<String, String> PAIR =
      Map.of(
          "FE", "918888800001",
          "CUSTOMER", "918888800002",
          "M1", "919000000001",
          "M2", "919000000002");

  private final Clock clock = new HandClock();

  private String answer(RunningServer server, String from, String to) throws Exception {
    return server.formBody("/answer", "From=" + from + "&To=" + to).body();
  }

  @Test
  void theTutorialsRequestsAreAnswered(@TempDir Path data) throws Exception {
    try (RunningServer server = RunningServer.start(data, "", clock, PAIR)) {
      assertThat(answer(server, "918888800001", "919000000001"))
          .contains("<Number>+918888800002</Number>", "callerId=\"+919000000002\"");
      assertThat(answer(server, "918888800002", "919000000002"))
          .contains("<Number>+918888800001</Number>", "callerId=\"+919000000001\"");
      assertThat(answer(server, "910000000000", "919000000001"))
          .contains("<Speak", "<Hangup reason=\"rejected\"/>")
          .doesNotContain("<Dial");
      assertThat(
              server
                  .send(server.request("/answer?From=918888800001&To=919000000001").GET().build())
                  .body())
          .contains("<Dial");
      assertThat(server.send(server.request("/health").GET().build()).body())
          .contains("\"status\":\"ok\"");
    }
  }

  @Test
  void otherVariablesAtTheNextStartReplaceThePair(@TempDir Path data) throws Exception {
    RunningServer.start(data, "", clock, PAIR).close();
    Map<String, String> swapped = new HashMap<>(PAIR);
    swapped.put("M1", "919000000002");
    swapped.put("M2", "919000000003");
    swapped.put("CUSTOMER", "918888800005");
    try (RunningServer server = RunningServer.start(data, "", clock, swapped)) {
      assertThat(answer(server, "918888800001", "919000000002"))
          .contains("<Number>+918888800005</Number>", "callerId=\"+919000000003\"");
      assertThat(answer(server, "918888800001", "919000000001")).doesNotContain("<Dial");
    }
  }

  @Test
  void oneNumberForBothWorksToo(@TempDir Path data) throws Exception {
    Map<String, String> shared = new HashMap<>(PAIR);
    shared.put("M2", "919000000001");
    try (RunningServer server = RunningServer.start(data, "", clock, shared)) {
      assertThat(answer(server, "918888800002", "919000000001"))
          .contains("<Number>+918888800001</Number>", "callerId=\"+919000000001\"");
    }
  }

  @Test
  void fromOneNumberToTwoAndBackBothDirectionsWork(@TempDir Path data) throws Exception {
    Map<String, String> shared = new HashMap<>(PAIR);
    shared.put("M2", "919000000001");
    RunningServer.start(data, "", clock, shared).close();
    try (RunningServer server = RunningServer.start(data, "", clock, PAIR)) {
      assertThat(answer(server, "918888800002", "919000000002"))
          .contains("<Number>+918888800001</Number>", "callerId=\"+919000000001\"");
    }
    try (RunningServer server = RunningServer.start(data, "", clock, shared)) {
      assertThat(answer(server, "918888800002", "919000000001")).contains("<Dial");
    }
  }

  @Test
  void aTokenInTheEnvironmentMakesSignaturesRequired(@TempDir Path data) throws Exception {
    Map<String, String> signed = new HashMap<>(PAIR);
    signed.put("VOBIZ_AUTH_TOKEN", "the-token-of-an-account");
    try (RunningServer server = RunningServer.start(data, "", clock, signed)) {
      assertThat(server.formBody("/answer", "From=918888800001&To=919000000001").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void halfAPairStopsTheStart(@TempDir Path data) {
    assertThatThrownBy(
            () -> RunningServer.start(data, "", clock, Map.of("FE", "918888800001", "M1", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("CUSTOMER, M2");
  }

  @Test
  void variablesOfTelnyxMakeAnAccountOfTelnyx(@TempDir Path data) throws Exception {
    Map<String, String> telnyx = with("TELNYX_API_KEY", "KEY0123456789");
    telnyx.put("TELNYX_PUBLIC_KEY", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=");
    telnyx.put("TELNYX_API_BASE", "http://127.0.0.1:1/v2");
    try (RunningServer server = RunningServer.start(data, "", clock, telnyx)) {
      assertThat(server.formBody("/webhooks/voice", "{}").statusCode()).isEqualTo(401);
      assertThat(server.formBody("/answer", "From=1&To=2").statusCode()).isEqualTo(404);
      assertThat(server.get("/v1/pools").text("/data/0/carrier_account")).isEqualTo("telnyx");
    }
    CarrierAccount account =
        TutorialReader.read(telnyx, true).map(TutorialReader.Tutorial::account).orElseThrow();
    assertThat(account.homeRegion().code()).isEqualTo("US");
    assertThat(account.setting("api-base")).contains("http://127.0.0.1:1/v2");
  }

  @Test
  void vobizsApiCanBeElsewhere() {
    Map<String, String> vobiz = with("VOBIZ_API_BASE", "http://127.0.0.1:1/api/v1");
    CarrierAccount account =
        TutorialReader.read(vobiz, true).map(TutorialReader.Tutorial::account).orElseThrow();
    assertThat(account.setting("api-base")).contains("http://127.0.0.1:1/api/v1");
  }

  @Test
  void telnyxNeedsItsApiKeyAndOnePairHasOneCarrier() {
    assertThatThrownBy(() -> TutorialReader.read(with("TELNYX_PUBLIC_KEY", "A6E="), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("TELNYX_API_KEY is not set");
    Map<String, String> both = with("TELNYX_API_KEY", "KEY0123456789");
    both.put("VOBIZ_AUTH_ID", "MA_TEST");
    assertThatThrownBy(() -> TutorialReader.read(both, true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("one carrier");
  }

  @Test
  void withoutThePublicKeyTelnyxIsServedOnThisMachineOnly() {
    Map<String, String> unsigned = with("TELNYX_API_KEY", "KEY0123456789");
    assertThat(TutorialReader.read(unsigned, true)).isPresent();
    assertThatThrownBy(() -> TutorialReader.read(unsigned, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("TELNYX_PUBLIC_KEY is not set");
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> all = new HashMap<>(PAIR);
    all.put(name, value);
    return all;
  }
}
