package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.carrier.ApiStep;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.LoopbackApi;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightSettings;
import io.bauta.simulator.eight.WebhookRegistration;
import io.bauta.simulator.eight.WebhookType;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxSettings;
import io.bauta.simulator.vobiz.VobizApi;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up of real dialects, at the simulated carriers' own APIs. */
class SetUpJourneyTest {

  private static final String FIRST = "+12025550101";
  private static final String SECOND = "+12025550102";
  private static final URI ELSEWHERE = URI.create("http://127.0.0.1:1/elsewhere");

  @TempDir private Path data;

  private CommandRun run(
      Function<Surroundings, Object> command, RunningServer server, String arguments) {
    return run(command, Carriers::byId, server, arguments);
  }

  private CommandRun run(
      Function<Surroundings, Object> command,
      Function<String, Optional<Carrier>> carriers,
      RunningServer server,
      String arguments) {
    String all = "%s --config %s --data %s --url %s";
    return CommandRun.with(
        command,
        carriers,
        Map.of(),
        all.formatted(arguments, data.resolve("bauta.yaml"), data, server.url()).split(" "));
  }

  private RunningServer serverOf(String account) throws Exception {
    String yaml = "{ server: { public-url: \"https://mask.example.com\" }, carriers: { %s } }";
    Files.createDirectories(data);
    RunningServer server = RunningServer.start(data, yaml.formatted(account), new HandClock());
    String name = account.substring(0, account.indexOf(':'));
    server.post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"%s\"}".formatted(name));
    return server;
  }

  @Test
  void telnyxGetsOneApplicationAndTheImportedNumbers() throws Exception {
    TelnyxSettings settings = TelnyxSettings.telling(ELSEWHERE).apiKey("KEY-of-test").build();
    try (TelnyxCarrier telnyx =
        new TelnyxCarrier(settings).owns(FIRST).owns(SECOND, "", "port-out-pending")) {
      String account =
          "main: { carrier: telnyx, home-region: US, api-key: KEY-of-test, public-keys: \"%s\","
              + " api-base: \"%s\" }";
      try (RunningServer server =
          serverOf(account.formatted(telnyx.publicKey(), telnyx.apiBase()))) {
        CommandRun imported =
            run(NumbersCommand::new, server, "--carrier-account main --import rides --all");
        assertThat(imported.out()).contains("2 imported", SECOND + " is expiring now");

        CommandRun dry = run(SetUpCommand::new, server, "main --dry-run");
        assertThat(dry.out()).contains("would make the application bauta-main", "lead " + FIRST);

        CommandRun first = run(SetUpCommand::new, server, "main");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).contains("✓ make the application bauta-main", "✓ lead " + FIRST);

        CommandRun second = run(SetUpCommand::new, server, "main");
        assertThat(second.out()).contains("Nothing was changed.").doesNotContain("make the");
      }
    }
  }

  @Test
  void eightGetsItsFiveWebhooksOnce() throws Exception {
    EightSettings settings =
        EightSettings.of("acme_masking", "api-key-of-acme")
            .webhook(WebhookType.VCA, ELSEWHERE)
            .numbers(FIRST)
            .build();
    try (EightCarrier eight = new EightCarrier(settings)) {
      String account =
          "main: { carrier: 8x8, home-region: US, sub-account-id: acme_masking, api-key:"
              + " api-key-of-acme, auth-header: \"Bearer of-the-test\", api-base: \"%s\" }";
      try (RunningServer server = serverOf(account.formatted(eight.apiBase()))) {
        CommandRun dry = run(SetUpCommand::new, server, "main --dry-run");
        assertThat(dry.out()).contains("[auth-header]").doesNotContain("of-the-test");
        assertThat(changes(eight.api())).isEmpty();

        CommandRun first = run(SetUpCommand::new, server, "main");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(eight.registrations())
            .extracting(WebhookRegistration::type)
            .containsExactlyInAnyOrder(WebhookType.values());
        assertThat(eight.registrations())
            .extracting(registration -> registration.url().toString())
            .allMatch(url -> url.startsWith("https://mask.example.com/carriers/main/"));

        int changes = changes(eight.api()).size();
        CommandRun second = run(SetUpCommand::new, server, "main");
        assertThat(second.out()).contains("Nothing to change: all is as it should be.");
        assertThat(changes(eight.api())).hasSize(changes);
      }
    }
  }

  /** Vobiz, whose reply to the first change is lost on the way although the change is made. */
  private static final class LosesOneReply extends PretendCarrier implements Carrier.Provisionable {
    private final Provisionable vobiz = (Provisionable) Carriers.byId("vobiz").orElseThrow();
    private final VobizApi api;
    private boolean lost;

    LosesOneReply(VobizApi api) {
      this.api = api;
    }

    @Override
    public ApiStep<SetupReport> setUp(
        CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
      ApiStep<SetupReport> step = vobiz.setUp(account, plan, replies);
      if (!lost && step instanceof ApiStep.Send<SetupReport> send && send.changes()) {
        lost = true;
        api.api().losesNextReply();
      }
      return step;
    }
  }

  @Test
  void vobizGetsOneApplicationAlthoughTheReplyWasLost() throws Exception {
    try (VobizApi vobiz = new VobizApi("MA_TEST", "token-of-test", FIRST, SECOND)) {
      String account =
          "main: { carrier: vobiz, home-region: US, auth-id: MA_TEST, auth-token: token-of-test,"
              + " api-base: \"%s\" }";
      try (RunningServer server = serverOf(account.formatted(vobiz.apiBase()))) {
        run(NumbersCommand::new, server, "--carrier-account main --import rides");
        CommandRun dry = run(SetUpCommand::new, server, "main --dry-run");
        assertThat(dry.out()).doesNotContain("token-of-test");
        assertThat(vobiz.applications()).isEmpty();

        CommandRun first =
            run(SetUpCommand::new, id -> Optional.of(new LosesOneReply(vobiz)), server, "main");
        assertThat(first.out()).contains("looks again from the beginning");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(vobiz.applications()).hasSize(1);
        assertThat(vobiz.applicationOf(SECOND)).isPresent();
        assertThat(vobiz.isSetUp()).isTrue();

        int changes = changes(vobiz.api()).size();
        CommandRun second = run(SetUpCommand::new, server, "main");
        assertThat(second.out()).contains("Nothing to change: all is as it should be.");
        assertThat(changes(vobiz.api())).hasSize(changes);
      }
    }
  }

  @Test
  void alohaaIsDoneByHandWithWholeUrls() throws Exception {
    String account =
        "main: { carrier: alohaa, home-region: IN, path-secret: sixteen-letters-or-more }";
    try (RunningServer server = serverOf(account)) {
      CommandRun run = run(SetUpCommand::new, server, "main");
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("To do by hand:", "Settings > Webhooks")
          .contains(
              "https://mask.example.com/carriers/main/sixteen-letters-or-more/receiver",
              "https://mask.example.com/carriers/main/sixteen-letters-or-more/completed");
      CommandRun numbers = run(NumbersCommand::new, server, "--carrier-account main");
      assertThat(numbers.err()).contains("Alohaa does not tell through an API");
    }
  }

  private static List<ApiRequest> changes(LoopbackApi api) {
    return api.requests().stream().filter(request -> !request.method().equals("GET")).toList();
  }
}
