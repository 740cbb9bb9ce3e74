package io.bauta.carrier.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelnyxSetUpTest {

  private static final String MADE = "1684641123236054245";
  private static final SetupPlan PLAN =
      new SetupPlan(List.of(new ProxyNumber(12025550131L), new ProxyNumber(12025550132L)));

  private final Telnyx telnyx = new Telnyx();
  private final PretendTelnyx carrier = new PretendTelnyx(2);
  private final CarrierAccount account = Events.account(Map.of("connection-id", MADE));

  @Test
  void anApplicationIsMadeAndNumbersAreLedToIt() {
    carrier.number("n-1", "+12025550131", "active", "");
    carrier.number("n-2", "+12025550199", "active", "7");
    carrier.number("n-3", "+12025550132", "active", "7");

    SetupReport report = setUp();

    assertThat(report.changed())
        .containsExactly(
            "make the application bauta-telnyx",
            "lead +12025550131 to the application",
            "lead +12025550132 to the application");
    assertThat(carrier.applications.get(MADE).toString())
        .contains("webhook_api_version=\"2\"", "first_command_timeout=true", "active=true")
        .contains("webhook_event_url=\"https://mask.example.com/carriers/telnyx/voice\"");
    assertThat(carrier.numbers.get("n-1").get("connection_id").toString()).contains(MADE);
    assertThat(carrier.numbers.get("n-2")).containsEntry("connection_id", "7");
  }

  @Test
  void aSecondRunChangesNothing() {
    carrier.number("n-1", "+12025550131", "active", "");
    carrier.number("n-2", "+12025550132", "active", "7");
    setUp();
    carrier.log.clear();

    assertThat(setUp().changed()).isEmpty();
    assertThat(carrier.log).isNotEmpty().allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void anApplicationIsFoundOnALaterPageAndChangedOnlyWhereItDiffers() {
    for (String id : List.of("1", "2", "3")) {
      carrier.applications.put(id, Map.of("id", id, "application_name", "other-" + id));
    }
    setUp();
    carrier.applications.get(MADE).put("webhook_api_version", "1");
    carrier.applications.get(MADE).put("outbound", Map.of("outbound_voice_profile_id", "9"));
    carrier.log.clear();

    assertThat(setUp().changed()).containsExactly("change the application bauta-telnyx");
    assertThat(carrier.log)
        .containsSubsequence(
            "GET call_control_applications",
            "GET call_control_applications",
            "PATCH call_control_applications/" + MADE);
    assertThat(carrier.applications.get(MADE)).containsKey("outbound");
    assertThat(carrier.applications).hasSize(4);
  }

  @Test
  void theApplicationMayHaveAnotherName() {
    SetupReport report =
        setUp(Events.account(Map.of("application-name", "masking", "connection-id", MADE)));
    assertThat(report.changed()).containsExactly("make the application masking");
  }

  @Test
  void whatPeopleMustDoIsSaid() {
    carrier.number("n-1", "+12025550131", "port-pending", "");

    assertThat(setUp(Events.account()).todo())
        .containsExactly(
            "in Bauta's configuration, set connection-id of telnyx to " + MADE,
            "at Telnyx, give the application an outbound voice profile: without one no destination"
                + " is rung",
            "+12025550131 is 'port-pending' at Telnyx, not 'active'",
            "+12025550132 is not in the account at Telnyx: buy it, or take it out of the pool");
  }

  @Test
  void nothingIsLeftToDoWhereAllIsAsItShouldBe() {
    carrier.number("n-1", "+12025550131", "active", "");
    carrier.number("n-2", "+12025550132", "active", "");
    setUp();
    carrier.applications.get(MADE).put("outbound", Map.of("outbound_voice_profile_id", "9"));

    assertThat(setUp()).isEqualTo(new SetupReport(List.of(), List.of()));
  }

  /** With what a change would be answered with, the steps can be shown without being made. */
  @Test
  void aTrialShowsAllStepsAndChangesNothing() {
    carrier.number("n-1", "+12025550131", "active", "");
    carrier.number("n-2", "+12025550132", "active", "");
    List<HttpReply> replies = new ArrayList<>();
    List<String> purposes = new ArrayList<>();
    ApiStep<SetupReport> step = telnyx.setUp(account, PLAN, replies);
    while (step instanceof Send<SetupReport> send) {
      purposes.add(send.purpose());
      replies.add(send.changes() ? send.assumed() : pageFor(send));
      step = telnyx.setUp(account, PLAN, replies);
    }
    assertThat(step).isInstanceOf(Finished.class);
    assertThat(purposes)
        .containsExactly(
            "list the applications",
            "make the application bauta-telnyx",
            "list the numbers of the account",
            "lead +12025550131 to the application",
            "lead +12025550132 to the application");
  }

  private HttpReply pageFor(Send<SetupReport> send) {
    boolean ofNumbers = send.request().url().contains("phone_numbers");
    return PretendTelnyx.json(
        Map.of("data", ofNumbers ? List.copyOf(carrier.numbers.values()) : List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "401, is api-key right?",
    "403, may this api-key do it?",
    "404, is api-base right?",
    "429, try again in a minute",
    "500, 'Telnyx answered 500'",
    "200, 'Telnyx answered 200'"
  })
  void aReplyThatIsNoneEndsIt(int status, String says) {
    HttpReply no = HttpReply.text(status, "text/plain", "+12025550131 is not yours");
    HttpReply nothing = PretendTelnyx.json(Map.of("data", List.of()));
    for (List<HttpReply> replies : List.of(List.of(no), List.of(nothing, no))) {
      ApiStep<SetupReport> step = telnyx.setUp(account, PLAN, replies);
      assertThat(step).isInstanceOf(Failed.class);
      assertThat(((Failed<SetupReport>) step).why()).contains(says).doesNotContain("2025550131");
    }
  }

  @Test
  void aNumberThatCannotBeLedEndsIt() {
    carrier.number("n-1", "+12025550131", "active", "");
    HttpReply applications = PretendTelnyx.json(Map.of("data", List.of()));
    HttpReply made = PretendTelnyx.json(Map.of("data", Map.of("id", MADE)));
    HttpReply numbers = PretendTelnyx.json(Map.of("data", List.copyOf(carrier.numbers.values())));
    HttpReply no = HttpReply.text(422, "application/json", "{}");

    ApiStep<SetupReport> step =
        telnyx.setUp(account, PLAN, List.of(applications, made, numbers, no));

    assertThat(((Failed<SetupReport>) step).why())
        .isEqualTo("Telnyx answered 422 to 'lead +12025550131 to the application'");
  }

  @Test
  void withoutAPublicUrlThereIsNothingToSetUp() {
    CarrierAccount hidden =
        new CarrierAccount(
            "telnyx",
            "telnyx",
            account.homeRegion(),
            Optional.empty(),
            Optional.empty(),
            account.signature(),
            account.settings());
    ApiStep<SetupReport> step = telnyx.setUp(hidden, PLAN, List.of());
    assertThat(((Failed<SetupReport>) step).why()).contains("public-url");
  }

  @Test
  void thePathSecretGoesToTelnyxAndIntoNoText() {
    CarrierAccount secret =
        new CarrierAccount(
            "telnyx",
            "telnyx",
            account.homeRegion(),
            Optional.of("https://mask.example.com"),
            Optional.of(new Secret("only-telnyx-knows")),
            account.signature(),
            account.settings());
    SetupReport report = setUp(secret);
    assertThat(new HashMap<>(carrier.applications.get(MADE)).toString())
        .contains("/carriers/telnyx/only-telnyx-knows/voice");
    assertThat(report.toString()).doesNotContain("only-telnyx-knows");
  }

  private SetupReport setUp() {
    return setUp(account);
  }

  private SetupReport setUp(CarrierAccount of) {
    return switch (carrier.play(replies -> telnyx.setUp(of, PLAN, replies))) {
      case Finished(SetupReport report) -> report;
      case Failed(String why) -> throw new AssertionError(why);
      case Send<SetupReport> send -> throw new AssertionError(send);
    };
  }
}
