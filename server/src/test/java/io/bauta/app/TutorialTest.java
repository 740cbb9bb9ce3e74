package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
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
}
