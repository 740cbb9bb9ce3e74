package io.bauta.carrier.telnyx;

import static io.bauta.carrier.telnyx.Events.CALLER;
import static io.bauta.carrier.telnyx.Events.DESTINATION;
import static io.bauta.carrier.telnyx.Events.SHOWN;
import static io.bauta.carrier.telnyx.Events.WORDS;
import static io.bauta.carrier.telnyx.Events.connect;
import static io.bauta.carrier.telnyx.Events.ofCaller;
import static io.bauta.carrier.telnyx.Events.ofDestination;
import static io.bauta.carrier.telnyx.Events.refuse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply.ByCommand;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.RoutingRequest.CallerLeg;
import io.bauta.carrier.Webhook;
import io.bauta.routing.RoutingDecision;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the published number-masking example does wrong, as far as a translator can do it wrong. The
 * numbers are those of {@link PublishedExampleTest}, which has all of it.
 */
class TelnyxDefectsTest {

  private static final Webhook INITIATED =
      ofCaller("call.initiated", null, Map.of("direction", "incoming"));

  private static final List<CallerLeg> LEGS =
      List.of(
          new CallerLeg(Events.CALLER_LEG, false),
          new CallerLeg(Events.CALLER_LEG, true, "connect"),
          new CallerLeg(Events.CALLER_LEG, true, "refuse"));

  private final Telnyx telnyx = new Telnyx();

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void aHandleThatLeadsElsewhereInAPathIsRefused(String handle) {
    Webhook event =
        ofCaller(
            "call.initiated", null, Map.of("direction", "incoming", "call_control_id", handle));
    assertThatThrownBy(() -> Events.read(event))
        .hasRootCauseMessage("call_control_id is nothing but dots");
    assertThat(TelnyxState.decode(TelnyxState.ofDestination(handle).encode())).isEmpty();
  }

  @Test
  void defect1aWithheldCallerIsNobodyAndNotTheOtherParty() {
    for (String from : List.of("anonymous", "", "+266696687", "sip:+12025550133@sip.example")) {
      Webhook event =
          ofCaller("call.initiated", null, Map.of("direction", "incoming", "from", from));
      assertThat(((Asks) Events.read(event)).request().incoming().caller()).isEmpty();
    }
  }

  @Test
  void defect2aRefusalHasACauseThatTelnyxTakesAndItsReplyIsLookedAt() {
    CarrierCommand reject = only(commands(LEGS.getFirst(), refuse(Optional.empty())));
    assertThat(Events.text(reject, "cause")).isIn("CALL_REJECTED", "USER_BUSY");
    HttpReply notInTheEnum = HttpReply.text(422, "application/json", errors("10032"));
    assertThat(telnyx.judge(reject, notInTheEnum)).isEqualTo(CommandOutcome.REJECTED);
    assertThat(telnyx.instead(reject)).extracting(CarrierCommand::action).containsExactly("hangup");
  }

  @Test
  void defect3aRecordingOnTheHostThatReallyHasItIsNotDropped() {
    String url = "https://s3.eu-central-1.amazonaws.com/telephony-recorder-prod-fr5/a/b.mp3?X=1";
    RecordingReady ready = recording(Map.of("recording_id", "r-1", "recording_urls", urls(url)));
    assertThat(ready.url()).contains(url);
  }

  @Test
  void defect4recordingsOfOneCallHaveDifferentKeys() {
    Map<String, String> first = Map.of("recording_id", "r-1");
    Map<String, String> second = Map.of("recording_id", "r-2");
    assertThat(recording(first).key()).isNotEqualTo(recording(second).key());
    assertThat(recording(first).key()).doesNotContain(Events.SESSION);
  }

  @Test
  void defect5anEventThatComesAgainOwesTheSameCommandId() {
    Webhook again = ofCaller("call.initiated", null, Map.of("direction", "incoming", "tags", ""));
    String first = only(commands(leg(INITIATED), connect())).id();
    CarrierCommand repeated = only(commands(leg(again), connect()));
    assertThat(repeated.id()).isEqualTo(first);
    assertThat(Events.text(repeated, "command_id")).isEqualTo(first);
  }

  @Test
  void defect6aTransferStatesWhoIsShownAndHowLongItLasts() {
    JsonNode body = Events.body(only(commands(LEGS.get(1), connect())));
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrder(
            "to",
            "from",
            "from_display_name",
            "timeout_secs",
            "time_limit_secs",
            "early_media",
            "mute_dtmf",
            "privacy",
            "answering_machine_detection",
            "client_state",
            "target_leg_client_state",
            "command_id");
    assertThat(body.path("from").asString()).isEqualTo(SHOWN);
    assertThat(body.path("from_display_name").asString()).isEqualTo(SHOWN);
  }

  @Test
  void defect7aCallerIsNotLeftInSilenceWhenNobodyAnswers() {
    Webhook busy =
        ofDestination(
            "call.hangup",
            only(commands(LEGS.get(1), connect())),
            Map.of("hangup_cause", "user_busy"));
    CarrierCommand speak = only(((Tells) Events.read(busy)).owed());
    assertThat(speak.action()).isEqualTo("speak");
    CarrierCommand hangup = only(telnyx.nets(speak, new CarrierCallId(Events.SESSION)));
    assertThat(hangup.action()).isEqualTo("hangup");
    assertThat(hangup.delay()).isEqualTo(TelnyxCommands.WORDS_MAX);
  }

  @Test
  void defect8nothingIsRecordedUnasked() {
    assertThat(everything())
        .allSatisfy(command -> assertThat(command.body()).doesNotContain("record"))
        .extracting(CarrierCommand::action)
        .doesNotContain("record_start");
  }

  @Test
  void defect9noStateHoldsANumber() {
    assertThat(everything())
        .allSatisfy(
            command -> {
              assertThat(plain(command, "client_state")).doesNotContain("2025550");
              assertThat(plain(command, "target_leg_client_state")).doesNotContain("2025550");
            });
  }

  @Test
  void defect12numbersPrintNowhere() {
    assertThat(everything())
        .extracting(CarrierCommand::toString)
        .allSatisfy(text -> assertThat(text).doesNotContain("2025550"));
    assertThat(Events.read(INITIATED).toString()).doesNotContain("2025550");
  }

  @Test
  void defect13theWebhookIsAcknowledgedBeforeAnythingIsSent() {
    for (CallerLeg leg : LEGS) {
      ByCommand reply = reply(leg, connect());
      assertThat(reply.acknowledgement().status()).isEqualTo(200);
      assertThat(reply.acknowledgement().body()).isEmpty();
      assertThat(reply.owed()).isNotEmpty();
    }
  }

  @Test
  void defect14aCommandThatFailsForNowIsTriedAgainAndNotTheWebhook() {
    CarrierCommand answer = only(commands(LEGS.getFirst(), connect()));
    HttpReply unavailable = HttpReply.text(503, "text/plain", "later");
    assertThat(telnyx.judge(answer, unavailable)).isEqualTo(CommandOutcome.RETRY);
  }

  /** Every command there is, for whatever decision. */
  private List<CarrierCommand> everything() {
    List<RoutingDecision> decisions =
        List.of(connect(), refuse(Optional.of(WORDS)), refuse(Optional.empty()));
    List<CarrierCommand> first =
        LEGS.stream()
            .flatMap(leg -> decisions.stream().flatMap(made -> commands(leg, made).stream()))
            .toList();
    assertThat(first.stream().filter(command -> command.body().contains(DESTINATION))).hasSize(1);
    assertThat(first).noneMatch(command -> command.body().contains(CALLER));
    return Stream.concat(first.stream(), first.stream().flatMap(c -> telnyx.instead(c).stream()))
        .toList();
  }

  private static CallerLeg leg(Webhook event) {
    return ((Asks) Events.read(event)).request().callerLeg().orElseThrow();
  }

  private List<CarrierCommand> commands(CallerLeg leg, RoutingDecision decision) {
    return reply(leg, decision).owed();
  }

  private ByCommand reply(CallerLeg leg, RoutingDecision decision) {
    var asked = ((Asks) Events.read(INITIATED)).request();
    var request = new RoutingRequest(asked.call(), asked.incoming(), Optional.of(leg));
    return (ByCommand) telnyx.answer(request, decision, Events.account());
  }

  private static RecordingReady recording(Map<String, ?> fields) {
    Map<String, Object> payload = new HashMap<>(fields);
    payload.put("call_session_id", Events.SESSION);
    payload.put("connection_id", Events.CONNECTION);
    Tells tells = (Tells) Events.read(Events.webhook("call.recording.saved", payload));
    return (RecordingReady) tells.facts().getFirst();
  }

  private static Map<String, String> urls(String mp3) {
    return Map.of("mp3", mp3);
  }

  private static String plain(CarrierCommand command, String name) {
    return new String(Base64.getDecoder().decode(Events.text(command, name)), UTF_8);
  }

  private static String errors(String code) {
    return "{\"errors\":[{\"code\":\"" + code + "\"}]}";
  }

  private static CarrierCommand only(List<CarrierCommand> commands) {
    assertThat(commands).hasSize(1);
    return commands.getFirst();
  }
}
