package io.bauta.carrier.vobiz;

import static io.bauta.carrier.vobiz.Requests.PUBLIC_URL;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VobizSetUpTest {

  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";
  private static final String ANSWER = PUBLIC_URL + "/carriers/vobiz/answer";
  private static final String HANGUP = PUBLIC_URL + "/carriers/vobiz/hangup";
  private static final SetupPlan PLAN =
      new SetupPlan(List.of(new ProxyNumber(919_000_000_001L), new ProxyNumber(919_000_000_002L)));

  private final Vobiz vobiz = new Vobiz();
  private final PretendVobizApi api = new PretendVobizApi();
  private final CarrierAccount account = account(Map.of());

  private static CarrierAccount account(Map<String, String> more) {
    Map<String, Secret> settings = new HashMap<>();
    settings.put("auth-id", new Secret("MA_XXXXXXXX"));
    settings.put("auth-token", new Secret(Requests.TOKEN));
    more.forEach((key, value) -> settings.put(key, new Secret(value)));
    return Requests.account(Optional.of(PUBLIC_URL), settings);
  }

  @Test
  void theFirstRunMakesTheApplicationAndAttachesTheNumbers() {
    api.addNumber(M1);
    api.addNumber(M2);

    SetupReport report = setUp();

    assertThat(report.changed())
        .containsExactly(
            "made the application 'bauta-vobiz'",
            "attached +919000000001 to the application 'bauta-vobiz'",
            "attached +919000000002 to the application 'bauta-vobiz'");
    assertThat(report.todo()).isEmpty();
    assertThat(api.applications).hasSize(1);
    assertThat(api.applications.getFirst())
        .containsEntry("app_name", "bauta-vobiz")
        .containsEntry("answer_url", ANSWER)
        .containsEntry("answer_method", "POST")
        .containsEntry("hangup_url", HANGUP)
        .containsEntry("hangup_method", "POST")
        .containsEntry("default_number_app", false)
        .containsEntry("public_uri", false);
    assertThat(api.numbers.values())
        .extracting(number -> number.get("application_id"))
        .containsOnly(api.applications.getFirst().get("app_id"));
  }

  @Test
  void theSecondRunChangesNothing() {
    api.addNumber(M1);
    api.addNumber(M2);
    setUp();
    api.sent.clear();

    assertThat(setUp()).isEqualTo(new SetupReport(List.of(), List.of()));
    assertThat(api.sent).hasSize(2).allMatch(line -> line.startsWith("GET "));
  }

  @Test
  void theApplicationIsFoundOnALaterPage() {
    for (int i = 0; i < 45; i++) {
      api.addApplication("10" + i, "other-" + i, ANSWER, HANGUP);
    }
    api.addApplication("777", "bauta-vobiz", ANSWER, HANGUP);
    api.addNumber(M1).put("application_id", "777");
    api.addNumber(M2).put("application_id", "777");

    assertThat(setUp().changed()).isEmpty();
    assertThat(api.applications).hasSize(46);
  }

  @Test
  void onlyTheNextLinkSaysThatThereAreMoreApplications() {
    api.faults.put(
        "GET /Application/?limit=20&offset=0",
        PretendVobizApi.json(
            200,
            Map.of(
                "meta",
                Map.of("next", "/v1/Account/MA_XXXXXXXX/Application/?limit=20&offset=1"),
                "objects",
                List.of(Map.of("app_id", "1", "app_name", "other")))));

    setUp();

    assertThat(api.sent).contains("GET /Application/?limit=20&offset=1");
  }

  @Test
  void onlyWhatDiffersIsChanged() {
    api.addApplication("777", "bauta-vobiz", "https://old.example/answer", HANGUP);

    assertThat(setUp(new SetupPlan(List.of())).changed())
        .containsExactly("changed answer_url of the application 'bauta-vobiz'");
    assertThat(api.bodies)
        .containsExactly("{\"answer_url\":\"" + ANSWER + "\",\"default_endpoint_app\":false}");
  }

  @Test
  void aMethodThatIsNotPostIsChanged() {
    api.addApplication("777", "bauta-vobiz", ANSWER, HANGUP);
    api.applications.getFirst().put("answer_method", "GET");
    api.applications.getFirst().remove("default_endpoint_app");
    api.applications.getFirst().remove("hangup_method");

    setUp(new SetupPlan(List.of()));

    assertThat(api.bodies).containsExactly("{\"answer_method\":\"POST\"}");
  }

  @Test
  void theApplicationForEndpointsStaysIt() {
    api.addApplication("777", "bauta-vobiz", "https://old.example/answer", HANGUP);
    api.applications.getFirst().put("default_endpoint_app", true);

    setUp();

    assertThat(api.bodies.getFirst()).contains("\"default_endpoint_app\":true");
  }

  @Test
  void ofTwoApplicationsOfTheNameTheFirstIsUsedAndTheOtherIsForPeopleToDelete() {
    api.addApplication("777", "bauta-vobiz", ANSWER, HANGUP);
    api.addApplication("888", "bauta-vobiz", ANSWER, HANGUP);
    api.addNumber(M1).put("application_id", "888");
    api.addNumber(M2).put("application_id", "777");

    SetupReport report = setUp();

    assertThat(report.changed())
        .containsExactly("attached +919000000001 to the application 'bauta-vobiz', away from 888");
    assertThat(report.todo()).singleElement().asString().contains("Delete", "888");
  }

  @Test
  void theApplicationMayHaveAnotherName() {
    CarrierAccount named = account(Map.of("application-name", "Masking_2"));

    report(api.play(replies -> vobiz.setUp(named, PLAN, replies)));

    assertThat(api.applications.getFirst()).containsEntry("app_name", "Masking_2");
  }

  @Test
  void aNumberThatTheAccountDoesNotHaveIsForPeopleToRent() {
    api.addNumber(M1);

    assertThat(setUp().todo()).singleElement().asString().contains("Rent " + M2);
    assertThat(api.sent).noneMatch(line -> line.contains("919000000002"));
  }

  @Test
  void aNumberThatIsRefusedIsForPeopleToAttachAndTheOthersAreAttached() {
    api.addNumber(M1);
    api.addNumber(M2);
    api.faults.put("POST /numbers/%2B919000000001", HttpReply.text(403, "", ""));

    SetupReport report = setUp();

    assertThat(report.changed()).hasSize(2).last().asString().contains(M2);
    assertThat(report.todo())
        .singleElement()
        .asString()
        .contains(M1, "in the Vobiz console", "403");
  }

  @Test
  void whereNumbersCannotBeListedAllAreForPeopleToAttach() {
    api.faults.put("GET /numbers", HttpReply.text(401, "", ""));

    SetupReport report = setUp();

    assertThat(report.changed()).containsExactly("made the application 'bauta-vobiz'");
    assertThat(report.todo()).hasSize(2).allMatch(todo -> todo.contains("in the Vobiz console"));
  }

  @Test
  void aRehearsalReadsAndChangesNothing() {
    api.addNumber(M1);
    api.addNumber(M2);

    SetupReport report = report(api.rehearse(replies -> vobiz.setUp(account, PLAN, replies)));

    assertThat(report.changed()).hasSize(3);
    assertThat(api.sent).allMatch(line -> line.startsWith("GET "));
    assertThat(api.applications).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, check auth-id and auth-token",
    "402, credit",
    "403, may not",
    "404, check auth-id and api-base",
    "409, console",
    "422, 422",
    "429, in a minute",
    "503, later",
  })
  void anErrorEndsItAndSaysWhatToDo(int status, String hint) {
    api.faults.put("GET /Application/", HttpReply.text(status, "", Requests.TOKEN));

    assertThat(why(api.play(replies -> vobiz.setUp(account, PLAN, replies))))
        .contains(hint)
        .doesNotContain(Requests.TOKEN);
    assertThat(api.applications).isEmpty();
  }

  @Test
  void anApplicationThatCannotBeMadeEndsIt() {
    api.faults.put("POST /Application/", HttpReply.text(402, "", ""));

    assertThat(why(api.play(replies -> vobiz.setUp(account, PLAN, replies))))
        .contains("make the application 'bauta-vobiz'", "402");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{\"objects\":[{\"app_name\":\"bauta-vobiz\"}]}",
        "{\"objects\":[{\"app_name\":\"bauta-vobiz\",\"app_id\":\"../1\"}]}",
        "{\"objects\":[{\"app_name\":{}}]}",
      })
  void aListThatCannotBeReadEndsItBeforeAnythingIsMade(String body) {
    api.faults.put("GET /Application/", HttpReply.text(200, "application/json", body));

    assertThat(why(api.play(replies -> vobiz.setUp(account, PLAN, replies))))
        .contains("cannot be read");
    assertThat(api.sent).hasSize(1);
  }

  @Test
  void anApplicationWhoseIdIsNotToldIsFoundByTheNextRun() {
    api.faults.put("POST /Application/", HttpReply.text(201, "application/json", "{}"));

    assertThat(why(api.play(replies -> vobiz.setUp(account, PLAN, replies))))
        .contains("run this again");
  }

  @Test
  void endlessPagesEnd() {
    api.faults.put(
        "GET /Application/",
        PretendVobizApi.json(
            200,
            Map.of(
                "meta",
                Map.of("total_count", Long.MAX_VALUE),
                "objects",
                List.of(Map.of("app_id", "1", "app_name", "other")))));

    assertThat(why(api.play(replies -> vobiz.setUp(account, PLAN, replies)))).contains("pages");
  }

  @Test
  void withoutCredentialsOrAPublicUrlNothingIsSent() {
    assertThat(why(vobiz.setUp(Requests.account(Requests.TOKEN), PLAN, List.of())))
        .contains("auth-id");
    assertThat(
            why(
                vobiz.setUp(
                    Requests.account(Optional.empty(), account.settings()), PLAN, List.of())))
        .contains("public-url");
    assertThat(why(vobiz.setUp(account(Map.of("application-name", "a name")), PLAN, List.of())))
        .contains("application-name");
  }

  @Test
  void aRequestHasTheCredentialsInItsHeadersAndPrintsNoneOfThem() {
    ApiStep<SetupReport> step =
        vobiz.setUp(account(Map.of("api-base", "http://127.0.0.1:9/v1/")), PLAN, List.of());

    assertThat(step).isInstanceOf(Send.class).asString().doesNotContain(Requests.TOKEN);
    assertThat(((Send<SetupReport>) step).request())
        .satisfies(
            request ->
                assertThat(request.url())
                    .isEqualTo(
                        "http://127.0.0.1:9/v1/Account/MA_XXXXXXXX/Application/?limit=20&offset=0"))
        .satisfies(
            request ->
                assertThat(request.headers())
                    .containsEntry("X-Auth-ID", "MA_XXXXXXXX")
                    .containsEntry("X-Auth-Token", Requests.TOKEN)
                    .containsEntry("Content-Type", "application/json"));
  }

  @Test
  void thePathSecretIsInNothingThatIsSaid() {
    CarrierAccount secret =
        new CarrierAccount(
            "vobiz",
            "vobiz",
            account.homeRegion(),
            account.publicUrl(),
            Optional.of(new Secret("sesame-sesame-sesame")),
            account.signature(),
            account.settings());
    api.addApplication("777", "bauta-vobiz", ANSWER, HANGUP);

    SetupReport report = report(api.play(replies -> vobiz.setUp(secret, PLAN, replies)));

    assertThat(report.changed()).isNotEmpty();
    assertThat(report.toString()).doesNotContain("sesame");
    assertThat(api.applications.getFirst().get("answer_url").toString())
        .endsWith("/carriers/vobiz/sesame-sesame-sesame/answer");
  }

  private SetupReport setUp() {
    return setUp(PLAN);
  }

  private SetupReport setUp(SetupPlan plan) {
    return report(api.play(replies -> vobiz.setUp(account, plan, replies)));
  }

  private static SetupReport report(ApiStep<SetupReport> end) {
    assertThat(end).isInstanceOf(Finished.class);
    return ((Finished<SetupReport>) end).result();
  }

  private static String why(ApiStep<SetupReport> end) {
    assertThat(end).isInstanceOf(Failed.class);
    return ((Failed<SetupReport>) end).why();
  }
}
