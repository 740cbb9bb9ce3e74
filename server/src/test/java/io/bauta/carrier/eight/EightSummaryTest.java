package io.bauta.carrier.eight;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangupCause;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of a call's record when its summary comes: the status table of the documentation.
 */
class EightSummaryTest {

  private static final Instant NOW = Instant.parse("2026-06-08T06:08:00Z");
  private static final CarrierCallId ID = new CarrierCallId(Events.SESSION);

  private final Eight eight = new Eight();

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, COMPLETED, COMPLETED, COMPLETED, NORMAL_CLEARING",
    "COMPLETED, NO ANSWER, NO ANSWER, NO_ANSWER, NO_ANSWER",
    "COMPLETED, NO_ANSWER, NO_ANSWER, NO_ANSWER, NO_ANSWER",
    "COMPLETED, BUSY,      BUSY,      BUSY,      USER_BUSY",
    "COMPLETED, FAILED,    FAILED,    FAILED,    UNKNOWN",
    "CANCELED,  CANCELED,  CANCELED,  CANCELLED, ORIGINATOR_CANCEL",
    "CANCELLED, NO_ANSWER, CANCELLED, CANCELLED, ORIGINATOR_CANCEL",
    "ERROR,     ,          ERROR,     FAILED,    UNKNOWN",
    "COMPLETED, ERROR,     ERROR,     FAILED,    UNKNOWN",
    // The destination's leg counts, whatever the session says.
    "COMPLETED, BUSY,      COMPLETED, BUSY,      USER_BUSY",
    "COMPLETED, COMPLETED, FAILED,    COMPLETED, NORMAL_CLEARING",
  })
  void theRecordIsJudgedByTheDestinationsLeg(
      String callA, String callB, String session, CallStatus status, HangupCause cause)
      throws MalformedWebhookException {
    Call call = call(connect(), summary(callA, callB, session));

    assertThat(call.status()).isEqualTo(status);
    assertThat(call.hangUp().orElseThrow().cause()).isEqualTo(cause);
    assertThat(call.talkTime())
        .isEqualTo(
            status == CallStatus.COMPLETED
                ? Optional.of(Duration.ofSeconds(13))
                : Optional.empty());
  }

  @Test
  void aSpokenRefusalIsNoTalk() throws MalformedWebhookException {
    Tells summary = summary("COMPLETED", null, "COMPLETED");

    assertThat(call(refuse(), summary).status()).isEqualTo(CallStatus.REFUSED);
    assertThat(call(refuse(), summary).talkTime()).isEmpty();
    assertThat(call(connect(), summary).talkTime()).isEmpty();
  }

  /**
   * The status event may come before the summary, after it, twice, or not at all, and its time may
   * be another: both are kept, so that a call takes the earlier, whichever comes first.
   */
  @Test
  void theAnswerThatIsToldTwiceIsTwoFacts() throws MalformedWebhookException {
    Map<String, Object> payload = Events.question();
    payload.put("callStatus", "CALL_CONNECTED");
    payload.put("callDirection", "OUTBOUND");
    Tells status = (Tells) read("status", Events.event("CALL_STATUS", payload));

    assertThat(summary("COMPLETED", "COMPLETED", "COMPLETED").facts())
        .extracting(CallFact::key)
        .doesNotContain(status.facts().getFirst().key())
        .doesNotHaveDuplicates();
  }

  private Tells summary(String callA, String callB, String session)
      throws MalformedWebhookException {
    Map<String, Object> details = new HashMap<>();
    details.put("callA", leg("INBOUND", callA));
    details.put("callB", callB == null ? "null" : leg("OUTBOUND", callB));
    Map<String, Object> payload = Events.question();
    payload.put("sessionStatus", session);
    payload.put("details", details);
    return (Tells) read("summary", Events.event("SESSION_SUMMARY", payload));
  }

  private static Map<String, Object> leg(String direction, String status) {
    return Map.of("callDirection", direction, "callStatus", status, "callDuration", 13);
  }

  private CarrierMessage read(String endpoint, String body) throws MalformedWebhookException {
    return eight.read(Events.webhook(endpoint, body), Events.account());
  }

  private static Call call(RoutingDecision decision, Tells told) {
    IncomingCall incoming =
        new IncomingCall(
            "eight",
            PhoneNumber.ofE164(Events.DIALED),
            Optional.of(PhoneNumber.ofE164(Events.CALLER)));
    CallStart start =
        new CallStart(new CallId(new UUID(1, 2)), ID, NOW, incoming, decision, Set.of());
    List<ToldFact> facts = new ArrayList<>();
    told.facts().forEach(fact -> facts.add(new ToldFact("eight", ID, fact, NOW)));
    return new Call(start, facts);
  }

  private static RoutingDecision connect() {
    return new RoutingDecision.Connect(
        new SessionId(new UUID(1, 2)),
        0,
        1,
        PhoneNumber.ofE164("+65123456789"),
        ProxyNumber.of(PhoneNumber.ofE164("+65987654321")),
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  private static RoutingDecision refuse() {
    return new RoutingDecision.Refuse(
        RoutingDecision.Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of("Sorry.")));
  }
}
