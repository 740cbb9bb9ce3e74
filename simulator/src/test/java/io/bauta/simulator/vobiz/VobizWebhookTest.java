package io.bauta.simulator.vobiz;

import static io.bauta.simulator.vobiz.PretendVobiz.CUSTOMER;
import static io.bauta.simulator.vobiz.PretendVobiz.M1;
import static io.bauta.simulator.vobiz.PretendVobiz.M2;
import static io.bauta.simulator.vobiz.PretendVobiz.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.FakeServer.Received;
import io.bauta.simulator.NumberForm;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class VobizWebhookTest {

  private static final String TOKEN = "vobiz_test_token_0123456789";

  @Test
  void theAnswerRequestLooksLikeRealTraffic() {
    try (var world = new PretendVobiz()) {
      SimulatedCall call = world.agentCalls();

      Received request = world.server.only("StartApp");
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
      assertThat(request.header("user-agent")).isEqualTo("Vobiz");
      assertThat(request.body())
          .isEqualTo(
              "BillRate=0&CallStatus=ringing&CallUUID=%s&CallerName=%%2B918888800001&CountryCode="
                      .formatted(call.carrierCallId())
                  + "&Direction=inbound&Event=StartApp&From=918888800001&ParentAuthID=MA_SIMULATED"
                  + "&RouteType=&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable"
                  + "&SessionStart=2026-06-08+06%3A07%3A34.130248&To=919000000001");
    }
  }

  @Test
  void numbersAreWrittenAsAskedFor() {
    Received request =
        startApp(
            settings ->
                settings
                    .from(NumberForm.E164)
                    .to(NumberForm.NATIONAL)
                    .callerName(NumberForm.DIGITS));

    assertThat(request.fields())
        .containsEntry("From", "+918888800001")
        .containsEntry("To", "09000000001")
        .containsEntry("CallerName", "918888800001");
  }

  @Test
  void aWithheldCallerHasNoNumberAnywhere() {
    try (var world = new PretendVobiz(settings -> settings.withheld("Restricted"))) {
      world.agent.withholdsItsNumber();
      world.agentCalls();

      assertThat(world.server.only("StartApp").fields())
          .containsEntry("From", "Restricted")
          .containsEntry("CallerName", "Restricted");
      assertThat(world.server.received())
          .noneMatch(request -> request.body().contains("8888800001"));
    }
  }

  @Test
  void extraFieldsAreSentAlong() {
    Received request = startApp(settings -> settings.extraField("ForwardedFrom", "918888800009"));

    assertThat(request.fields()).containsEntry("ForwardedFrom", "918888800009");
  }

  @Test
  void aGetCarriesTheFieldsInAQueryThatIsNotSigned() {
    Received request = startApp(settings -> settings.method("GET"));

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.body()).isEmpty();
    assertThat(request.fields()).containsEntry("From", "918888800001");
    assertThat(request.header(VobizSigner.V3))
        .isEqualTo(signature(request, "http://" + request.header("host") + "/answer"));
  }

  @Test
  void everyWebhookOfACallIsSigned() {
    try (var world = new PretendVobiz()) {
      world.bridges();
      world.agentCalls().talksFor(seconds(5));

      assertThat(world.server.received())
          .hasSize(6)
          .allSatisfy(
              request ->
                  assertThat(request.header(VobizSigner.V3))
                      .isEqualTo(signature(request, world.server.url(request.path()).toString())));
    }
  }

  @Test
  void withoutATokenNothingIsSigned() {
    try (var world = new PretendVobiz()) {
      var unsigned = new VobizCarrier(VobizSettings.answering(world.server.url("/answer")).build());
      world.network.routes(M1).through(unsigned);
      world.agentCalls();

      assertThat(world.server.received())
          .allMatch(request -> request.header(VobizSigner.V3).isEmpty());
    }
  }

  @Test
  void aForgedWebhookIsSignedWrongly() {
    try (var world = new PretendVobiz()) {
      world.vobiz.forges(VobizForgery.WRONG_TOKEN);
      world.agentCalls();

      Received request = world.server.only("StartApp");
      assertThat(request.header(VobizSigner.V3))
          .isNotEmpty()
          .isNotEqualTo(signature(request, world.server.url("/answer").toString()));
    }
  }

  @Test
  void aCapturedSignatureIsReplayedWithAnotherBody() {
    try (var world = new PretendVobiz()) {
      Exchange captured = world.agentCalls().exchanges("StartApp").getFirst();

      Exchange replayed = world.vobiz.replays(captured, Map.of("From", "918888800009"));

      assertThat(replayed.status()).isEqualTo(200);
      Received last = world.server.received().getLast();
      assertThat(last.fields()).containsEntry("From", "918888800009");
      assertThat(last.header(VobizSigner.V3_NONCE))
          .isEqualTo(captured.webhook().headers().get(VobizSigner.V3_NONCE));
    }
  }

  @Test
  void thePublicUrlIsSignedWhileAnotherIsConnectedTo() {
    try (var world = new PretendVobiz()) {
      var settings =
          VobizSettings.answering(URI.create("https://mask.example.com/answer"))
              .authToken(TOKEN)
              .listensAt(world.server.url("/"))
              .build();
      world.network.routes(M1).through(new VobizCarrier(settings));
      world.agentCalls();

      Received request = world.server.only("StartApp");
      assertThat(request.header(VobizSigner.V3))
          .isEqualTo(signature(request, "https://mask.example.com/answer"));
    }
  }

  @Test
  void aHangupUrlIsTheAnswerUrlUnlessSet() {
    try (var world = new PretendVobiz()) {
      var settings = VobizSettings.answering(world.server.url("/answer")).build();
      world.network.routes(M1).through(new VobizCarrier(settings));
      world.agentCalls();

      assertThat(world.server.only("Hangup").path()).isEqualTo("/answer");
    }
  }

  @Test
  void timesOfDayAreTheAccountsWhileTheStartIsInUtc() {
    try (var world = new PretendVobiz()) {
      world.bridges();
      world.agentCalls().talksFor(seconds(69));

      assertThat(world.server.only("Hangup").fields())
          .containsEntry("SessionStart", "2026-06-08 06:07:34.130248")
          .containsEntry("StartTime", "2026-06-08 11:37:34")
          .containsEntry("AnswerTime", "2026-06-08 11:37:38")
          .containsEntry("EndTime", "2026-06-08 11:38:47")
          .containsEntry("CallStatus", "completed")
          .doesNotContainKeys("CountryCode", "RouteType");
    }
  }

  @Test
  void sipHeadersComeBackWithEveryDialWebhook() {
    try (var world = new PretendVobiz()) {
      world.server.answers(
          "/answer",
          """
          <Response><Dial callerId="%s" callerName="%s" sipHeaders="ref=b17" callbackUrl="/dial"
          action="/result">%s</Dial></Response>"""
              .formatted(M2, M2, CUSTOMER));
      world.agentCalls().talksFor(seconds(5));

      assertThat(world.server.received())
          .filteredOn(request -> request.event().startsWith("Dial"))
          .hasSize(4)
          .allSatisfy(request -> assertThat(request.fields()).containsEntry("X-VH-ref", "b17"));
    }
  }

  @Test
  void aServerThatNeverAnswersIsNotWaitedForLong() {
    try (var world = new PretendVobiz()) {
      var settings =
          VobizSettings.answering(world.server.url("/answer"))
              .replyTimeMax(Duration.ofMillis(200))
              .build();
      world.network.routes(M1).through(new VobizCarrier(settings));
      world.server.answers("/answer", Answer.NEVER);

      SimulatedCall call = world.agentCalls();

      assertThat(call.status()).isEqualTo(CallStatus.FAILED);
      assertThat(call.exchanges().getFirst().reply().brief()).isEqualTo("no reply: timeout");
    }
  }

  @Test
  void aServerThatIsNotThereFailsTheCall() {
    URI nobody;
    try (var world = new PretendVobiz()) {
      nobody = world.server.url("/answer");
    }
    var network = new PhoneNetwork();
    network.routesEverythingThrough(new VobizCarrier(VobizSettings.answering(nobody).build()));

    SimulatedCall call = network.phone(CUSTOMER).dials(M1);

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.exchanges().getFirst().reply().brief())
        .isEqualTo("no reply: connection refused");
  }

  @Test
  void nothingPrintsARealNumberOrAToken() {
    try (var world = new PretendVobiz()) {
      world.bridges();
      SimulatedCall call = world.agentCalls().talksFor(seconds(5));

      String printed =
          call + " " + call.exchanges() + " " + call.caller() + " " + world.vobiz.settings();
      assertThat(printed).doesNotContain("88888").doesNotContain(TOKEN);
      assertThat(call.exchanges("StartApp").getFirst().shownFields(call.redaction()))
          .containsEntry("From", "+91••••••0001")
          .containsEntry("To", "919000000001");
    }
  }

  private static Received startApp(UnaryOperator<VobizSettings.Builder> change) {
    try (var world = new PretendVobiz(change)) {
      world.agentCalls();
      return world.server.only("StartApp");
    }
  }

  private static String signature(Received request, String url) {
    return VobizSignature.v3(TOKEN, URI.create(url), request.header(VobizSigner.V3_NONCE));
  }
}
