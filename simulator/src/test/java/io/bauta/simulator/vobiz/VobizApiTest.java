package io.bauta.simulator.vobiz;

import static io.bauta.simulator.vobiz.PretendVobiz.AGENT;
import static io.bauta.simulator.vobiz.PretendVobiz.CUSTOMER;
import static io.bauta.simulator.vobiz.PretendVobiz.M1;
import static io.bauta.simulator.vobiz.PretendVobiz.M2;
import static io.bauta.simulator.vobiz.PretendVobiz.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.ApiClient;
import io.bauta.simulator.ApiClient.Response;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VobizApiTest {

  private static final String ACCOUNT = "/Account/MA_XXXXXXXX";
  private static final String APPLICATIONS = ACCOUNT + "/Application/";
  private static final String ATTACH_M1 = ACCOUNT + "/numbers/%2B919000000001/application";

  private final PretendVobiz world = new PretendVobiz();
  private final VobizApi api = new VobizApi("MA_XXXXXXXX", "token", M1, M2);
  private final ApiClient client =
      new ApiClient(api.apiBase(), Map.of("X-Auth-ID", "MA_XXXXXXXX", "X-Auth-Token", "token"));

  @AfterEach
  void close() {
    api.close();
    world.close();
  }

  private String create(String name, String more) {
    Response created =
        client.post(
            APPLICATIONS,
            "{\"app_name\":\"%s\",\"answer_url\":\"%s\",\"answer_method\":\"POST\"%s}"
                .formatted(name, world.server.url("/answer"), more));
    assertThat(created.status()).isEqualTo(201);
    return created.fields().get("app_id");
  }

  private Response attach(String appId) {
    return client.post(ATTACH_M1, "{\"application_id\":\"%s\"}".formatted(appId));
  }

  @Test
  void anApplicationIsCreatedReadAndChanged() {
    String id = create("bauta", "");

    assertThat(id).matches("[0-9]{17}");
    assertThat(client.get(APPLICATIONS + id + "/").fields())
        .containsEntry("app_name", "bauta")
        .containsEntry("hangup_url", world.server.url("/answer").toString())
        .containsKey("api_id");

    Response changed =
        client.post(APPLICATIONS + id + "/", "{\"hangup_url\":\"https://m.example/hangup\"}");

    assertThat(changed.status()).isEqualTo(200);
    VobizApplication application = api.applications().getFirst();
    assertThat(application.name()).isEqualTo("bauta");
    assertThat(application.hangupUrl()).hasToString("https://m.example/hangup");
    assertThat(application.answerUrl()).isEqualTo(world.server.url("/answer"));
    assertThat(application).hasToString("VobizApplication[%s]".formatted(id));
  }

  @Test
  void eachCreationMakesAnother() {
    create("bauta", "");
    create("bauta", "");

    assertThat(api.applications()).extracting(VobizApplication::appId).doesNotHaveDuplicates();
  }

  @Test
  void applicationsAreListedInPages() {
    for (int i = 0; i < 5; i++) {
      create("app-" + i, "");
    }

    Response first = client.get(APPLICATIONS + "?limit=2&offset=0");
    assertThat(first.fields())
        .containsEntry("meta.total_count", "5")
        .containsEntry("meta.limit", "2")
        .containsEntry("meta.previous", "null")
        .containsEntry("meta.next", "/api/v1" + APPLICATIONS + "?limit=2&offset=2");
    assertThat(first.body()).contains("app-0", "app-1").doesNotContain("app-2");

    Response last = client.get(APPLICATIONS + "?limit=2&offset=4");
    assertThat(last.fields())
        .containsEntry("meta.next", "null")
        .containsEntry("meta.previous", "/api/v1" + APPLICATIONS + "?limit=2&offset=2");
    assertThat(last.body()).contains("app-4").doesNotContain("app-3");
    assertThat(client.get(APPLICATIONS + "?limit=101").status()).isEqualTo(400);
    assertThat(client.get(APPLICATIONS).fields()).containsEntry("meta.limit", "20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"app_name\":\"a b\",\"answer_url\":\"https://m.example\",\"answer_method\":\"POST\"}",
        "{\"app_name\":\"a\",\"answer_url\":\"m.example\",\"answer_method\":\"POST\"}",
        "{\"app_name\":\"a\",\"answer_url\":\"https://m.example\",\"answer_method\":\"PUT\"}",
        "{\"app_name\":\"a\",\"answer_url\":\"https://m.example\"}"
      })
  void anApplicationThatMakesNoSenseIsRefused(String body) {
    Response response = client.post(APPLICATIONS, body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.fields()).containsKeys("api_id", "error");
    assertThat(api.applications()).isEmpty();
  }

  @Test
  void anApplicationWithNumbersCannotBeDeleted() {
    String id = create("bauta", "");
    attach(id);

    assertThat(client.delete(APPLICATIONS + id + "/").status()).isEqualTo(409);
    assertThat(client.delete(ATTACH_M1).status()).isEqualTo(200);
    assertThat(client.delete(APPLICATIONS + id + "/").status()).isEqualTo(204);
    assertThat(client.get(APPLICATIONS + id + "/").status()).isEqualTo(404);
  }

  @Test
  void numbersAreListedInPagesAndFound() {
    attach(create("bauta", ""));

    Response listed = client.get(ACCOUNT + "/numbers?page=1&per_page=1");
    assertThat(listed.fields())
        .containsEntry("total", "2")
        .containsEntry("page", "1")
        .containsEntry("per_page", "1");
    assertThat(listed.body())
        .contains("\"e164\":\"" + M1, "\"application_id\":\"1")
        .doesNotContain(M2);
    assertThat(client.get(ACCOUNT + "/numbers?search=%2B919000000002").body())
        .contains(M2, "\"application_id\":null")
        .doesNotContain(M1);
  }

  @Test
  void anApplicationIsAttachedAndAnotherTakesItsPlace() {
    String first = create("first", "");
    String second = create("second", "");

    Response attached = attach(first);

    assertThat(attached.status()).isEqualTo(200);
    assertThat(attached.fields())
        .containsEntry("number", M1)
        .containsEntry("application.app_id", first);
    attach(second);
    assertThat(api.applicationOf(M1).orElseThrow().appId()).isEqualTo(second);
    assertThat(api.isSetUp()).isFalse();
  }

  @Test
  void whatIsNotThereCannotBeAttached() {
    String id = create("bauta", "");
    String body = "{\"application_id\":\"%s\"}".formatted(id);

    assertThat(attach("17").status()).isEqualTo(404);
    assertThat(client.post(ACCOUNT + "/numbers/%2B919000000077/application", body).status())
        .isEqualTo(404);
    assertThat(client.post(ATTACH_M1, "{}").status()).isEqualTo(400);
  }

  @Test
  void caseSlashesAndPlusSignsCount() {
    String id = create("bauta", "");

    for (String path :
        List.of(
            ACCOUNT + "/Application",
            ACCOUNT + "/application/",
            APPLICATIONS + id,
            ACCOUNT + "/Numbers",
            ACCOUNT + "/numbers/",
            ACCOUNT + "/numbers/+919000000001/application",
            "/account/MA_XXXXXXXX/numbers")) {
      assertThat(client.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(client.get(ACCOUNT + "/Call/").status()).isEqualTo(401);
  }

  @Test
  void onlyTheOwnerMayAsk() {
    var stranger =
        new ApiClient(api.apiBase(), Map.of("X-Auth-ID", "MA_XXXXXXXX", "X-Auth-Token", "no"));

    assertThat(stranger.get(APPLICATIONS).status()).isEqualTo(401);
    assertThat(new ApiClient(api.apiBase(), Map.of()).get(APPLICATIONS).status()).isEqualTo(401);
    assertThat(client.get("/Account/MA_OTHER/Application/").status()).isEqualTo(403);
  }

  @Test
  void someAccountsKeepNumbersToThemselves() {
    api.refusesNumbers();

    assertThat(client.get(ACCOUNT + "/numbers").status()).isEqualTo(401);
    assertThat(client.get(APPLICATIONS).status()).isEqualTo(200);
  }

  @Test
  void callsGoToWhatWasSetUp() {
    String id = create("bauta", ",\"hangup_url\":\"%s\"".formatted(world.server.url("/hangup")));
    attach(id);
    client.post(ATTACH_M1.replace("01/", "02/"), "{\"application_id\":\"%s\"}".formatted(id));
    assertThat(api.isSetUp()).isTrue();
    world.bridges();
    var network = new PhoneNetwork();
    api.routes(network);

    SimulatedCall call = network.phone(AGENT).dials(M1).talksFor(seconds(3));

    assertThat(call.complaints()).isEmpty();
    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();
    assertThat(call.exchanges("Hangup").getFirst().shownPath()).isEqualTo("/hangup");
    assertThat(call.exchanges("StartApp").getFirst().webhook().fields())
        .containsEntry("ParentAuthID", "MA_XXXXXXXX");
    assertThat(call.exchanges("StartApp").getFirst().webhook().headers())
        .containsKey("X-Vobiz-Signature-V3");
  }

  @Test
  void aLiveCallIsShownAndHungUp() {
    api.controls(world.vobiz);
    world.bridges();
    SimulatedCall call = world.agentCalls();
    String path = ACCOUNT + "/Call/" + call.carrierCallId();
    world.customer.isBusy();
    world.network.phone("+918888800003").dials(M1);

    assertThat(client.get(ACCOUNT + "/Call?status=live").body()).contains(call.carrierCallId());
    assertThat(client.get(path + "?status=live").fields())
        .containsEntry("call_status", "in-progress")
        .containsEntry("call_uuid", call.carrierCallId())
        .containsEntry("from", "918888800001");

    assertThat(client.delete(path).status()).isEqualTo(204);

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();
    assertThat(call.exchanges("DialHangup").getFirst().webhook().fields())
        .containsEntry("DialBLegHangupSource", "API Request");
    assertThat(call.exchanges("Hangup").getFirst().webhook().fields())
        .containsEntry("HangupSource", "API Request")
        .containsEntry("HangupCauseCode", "4000");
    assertThat(client.delete(path).status()).isEqualTo(404);
    assertThat(client.get(ACCOUNT + "/Call?status=live").body())
        .doesNotContain(call.carrierCallId());
  }

  @Test
  void aCallThatPeopleEndedIsNotLive() {
    api.controls(world.vobiz);
    world.bridges();

    world.agentCalls().talksFor(seconds(3));

    assertThat(world.vobiz.liveCalls()).isEmpty();
  }
}
