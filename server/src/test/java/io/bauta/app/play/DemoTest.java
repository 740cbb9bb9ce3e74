package io.bauta.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.Carriers;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizForgery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bauta demo}: every carrier there is, and nothing that could fail unseen. */
class DemoTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new DemoCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void everyCarrierIsPlayedAndEverythingHolds() {
    assertThat(run()).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("══ Vobiz ", "══ 8x8 ", "══ Telnyx ", "══ Alohaa ")
        .contains("the customer's telephone shows +12025550132, and no other number or name")
        .contains("how long it rings is 8x8's choice")
        .contains("Alohaa does not tell busy from unanswered")
        .contains("expectations hold.")
        .doesNotContain("WRONG")
        .doesNotContain(Cast.OF_INDIA.customer(), Cast.OF_AMERICA.agent());
    assertThat(out.toString().lines().filter(line -> line.startsWith("Telnyx ")))
        .singleElement()
        .asString()
        .endsWith("18 of 18");
  }

  @Test
  void everyCarrierThatTheServerKnowsIsStaged() {
    assertThat(Staging.ALL)
        .extracting(Staging::carrier)
        .containsExactlyInAnyOrderElementsOf(
            Carriers.ALL.stream().map(carrier -> carrier.profile().id()).toList());
  }

  @Test
  void oneCarrierCanBeChosen() {
    assertThat(run("--carrier", "8x8", "--ascii")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("== 8x8 =").doesNotContain("Vobiz").isASCII();
    assertThat(run("--carrier", "9x9")).isEqualTo(2);
    assertThat(err.toString()).contains("expected one of vobiz, 8x8, telnyx, alohaa");
  }

  @Test
  void whatDoesNotHoldIsSaid(@TempDir Path data) throws Exception {
    try (Demo demo = new Demo(List.of(new ForgedStaging()), data, Clock.systemUTC())) {
      List<Scene> scenes = demo.play(demo.stages().getFirst(), _ -> {});
      assertThat(scenes).hasSize(Play.values().length).noneMatch(Scene::isAsItMustBe);
      assertThat(scenes.getFirst().expectations())
          .contains(new Expectation("the customer is reached", Expectation.Verdict.BROKEN));
    }
  }

  /** A carrier that signs with another's token: the server must turn it away. */
  private static final class ForgedStaging implements Staging {
    private final Staging genuine = new VobizStaging();

    @Override
    public String carrier() {
      return genuine.carrier();
    }

    @Override
    public Stage stage(URI server, Instant now) {
      Stage stage = genuine.stage(server, now);
      ((VobizCarrier) stage.carrier()).forges(VobizForgery.WRONG_TOKEN);
      return stage;
    }
  }
}
