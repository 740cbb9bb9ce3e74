package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {

  private static final String[] RIDES = {
    "--sessions-per-hour",
    "5000",
    "--duration",
    "24m",
    "--cool-off",
    "24h",
    "--participants",
    "2000",
    "--counterparts",
    "200000"
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("plan"));
    all.addAll(arguments);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private int run(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return run(all);
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(out.toString());
  }

  @Test
  void aDemandIsAnsweredWithTables() {
    assertThat(run(RIDES, "--numbers", "95")).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines)
        .startsWith(
            "5,000 sessions an hour, each for 24 min and resting for 1 d: 122,000 at a time",
            "2,000 participants, equally active; 200,000 counterparts, equally active",
            "",
            "Numbers needed, so that at most such a share of openings is refused",
            "mode                 10 %      1 %    0.1 %   0.01 %  refused with 95",
            "pair_two_numbers       61       76       84       91         0.0013 %",
            "pair_one_number        61       76       84       91         0.0013 %");
    assertThat(lines)
        .contains(
            "participants    61    61    71    80      87",
            "participants        89    94    98     103");
  }

  @Test
  void programsGetJson() {
    assertThat(run(RIDES, "--json", "--mode", "pair_two_numbers", "--refusal", "1%,0.001"))
        .isZero();

    assertThat(json().at("/at_once").asDouble()).isEqualTo(122_000);
    assertThat(json().at("/modes").size()).isEqualTo(1);
    assertThat(json().at("/modes/0/needs/0/refusal").asDouble()).isEqualTo(0.01);
    assertThat(json().at("/modes/0/needs/0/numbers").asInt()).isEqualTo(76);
    assertThat(json().at("/modes/0/needs/1/numbers").asInt()).isEqualTo(84);
  }

  @Test
  void concurrencyStandsForParticipants() {
    String[] demand = {"--sessions-per-hour", "100", "--duration", "1h30m", "--json"};
    assertThat(run(demand, "--concurrency", "3", "--cool-off", "0s")).isZero();

    assertThat(json().at("/demand/participants/people").asInt()).isEqualTo(50);
    assertThat(json().at("/demand/duration_seconds").asInt()).isEqualTo(5_400);
    assertThat(json().at("/demand/cool_off_seconds").asInt()).isZero();
  }

  @Test
  void pictureAndPageAreWritten(@TempDir Path directory) throws Exception {
    Path svg = directory.resolve("plan.svg");
    Path html = directory.resolve("plan.html");
    assertThat(run(RIDES, "--numbers", "80", "--svg", svg.toString(), "--html", html.toString()))
        .isZero();

    assertThat(Files.readString(svg)).startsWith("<svg ").contains(">80 numbers<");
    assertThat(Files.readString(html))
        .startsWith("<!doctype html>")
        .contains("<svg ", "<td>pair_two_numbers</td>", "5,000 sessions an hour")
        .endsWith("</html>\n");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed(@TempDir Path directory) {
    Path nowhere = directory.resolve("missing").resolve("plan.svg");

    assertThat(run(RIDES, "--svg", nowhere.toString())).isEqualTo(Main.FAILED);
    assertThat(err.toString()).contains(nowhere.toString(), "cannot be written");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--duration 24m --participants 5 | --sessions-per-hour is missing",
        "--sessions-per-hour 10 --duration 24m | --participants is missing",
        "--sessions-per-hour 10 --duration 24 | expected a duration such as 90s",
        "--sessions-per-hour 10 --duration 0s --participants 5 | --duration: expected from 1s",
        "--sessions-per-hour -3 --duration 1m --participants 5 | --sessions-per-hour: expected",
        "--sessions-per-hour 3 --duration 1m --participants 5 --skew 2 | --skew: expected 0 to 1.41",
        "--sessions-per-hour 3 --duration 1m --participants 5 --refusal 2 | --refusal: expected",
        "--sessions-per-hour 3 --duration 1m --participants 5 --refusal x | expected a share",
        "--sessions-per-hour 3 --duration 1m --participants 5 --mode x | pair_two_numbers",
        "--sessions-per-hour 3 --duration 1m --participants 5 --numbers 0 | --numbers: expected",
        "--sessions-per-hour 3 --duration 1m --participants 5 --window 1d | --window: expected only",
      })
  void wrongUsageIsExplained(String arguments, String message) {
    assertThat(run(List.of(arguments.split(" ")))).isEqualTo(2);
    assertThat(err.toString().toLowerCase(java.util.Locale.ROOT)).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whoTakesPartNeedNotBeSaidForModesWhereItDoesNotMatter() {
    String[] demand = {"--sessions-per-hour", "10", "--duration", "24m"};
    assertThat(run(demand, "--mode", "one_party,pin")).isZero();
    assertThat(out.toString()).contains("one_party").doesNotContain("busiest");
  }

  @Test
  void theHelpHasAnExampleAndCompletionKnowsTheCommand() {
    assertThat(run(List.of("--help"))).isZero();
    assertThat(out.toString()).contains("Try:  bauta plan --sessions-per-hour");

    StringWriter script = new StringWriter();
    assertThat(
            Main.commandLine().setOut(new PrintWriter(script, true)).execute("generate-completion"))
        .isZero();
    assertThat(script.toString()).contains("--sessions-per-hour", "pair_two_numbers");
  }

  // Of a running server.

  @Test
  void aPoolIsAskedAbout(@TempDir Path data) throws Exception {
    HandClock clock = new HandClock();
    try (RunningServer server = RunningServer.start(data, RunningServer.SECRET_PATH, clock)) {
      server.pool("");
      for (int i = 0; i < 20; i++) {
        server.open(person(i % 4), person(100 + i), ",\"ttl_seconds\":600");
        clock.forward(Duration.ofHours(12));
      }
      List<String> where =
          List.of("--pool", "rides", "--url", server.url().toString(), "--data", data.toString());
      Path svg = data.resolve("plan.svg");

      List<String> arguments = new ArrayList<>(where);
      arguments.addAll(List.of("--window", "30d", "--svg", svg.toString()));
      assertThat(run(arguments)).as(err.toString()).isZero();

      assertThat(out.toString().lines().limit(3))
          .containsExactly(
              "Pool rides lends 2 numbers, mode pair_two_numbers",
              "4 people hold some now; the busiest holds 1, and 1 are left for them",
              "Measured over 10 d: 20 sessions, 0.08 an hour; in the busiest stretch 0.12 an hour");
      assertThat(out.toString()).contains("each for 10 min and resting for 1 d", "refused with 2");
      assertThat(Files.readString(svg)).contains(">Pool rides<", ">2 numbers<");

      out.getBuffer().setLength(0);
      List<String> whatIf = new ArrayList<>(where);
      whatIf.addAll(List.of("--sessions-per-hour", "50", "--numbers", "7", "--json"));
      assertThat(run(whatIf)).isZero();
      assertThat(json().at("/demand/sessions_per_hour").asDouble()).isEqualTo(50);
      assertThat(json().at("/size").asInt()).isEqualTo(7);
      assertThat(json().at("/measured/sessions").asInt()).isEqualTo(14);

      List<String> wrong = new ArrayList<>(where);
      wrong.addAll(List.of("--group-size", "1"));
      assertThat(run(wrong)).isEqualTo(Main.FAILED);
      assertThat(err.toString()).contains("group_size: expected 2 to 100");
    }
  }

  private static String person(int person) {
    return "+91888880%04d".formatted(person);
  }
}
