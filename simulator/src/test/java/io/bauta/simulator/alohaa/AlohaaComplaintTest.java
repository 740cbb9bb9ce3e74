package io.bauta.simulator.alohaa;

import static io.bauta.simulator.alohaa.PretendAlohaa.ANNOUNCER;
import static io.bauta.simulator.alohaa.PretendAlohaa.CUSTOMER;
import static io.bauta.simulator.alohaa.PretendAlohaa.DID;
import static io.bauta.simulator.alohaa.PretendAlohaa.details;
import static io.bauta.simulator.alohaa.PretendAlohaa.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a careful server would not have done. */
class AlohaaComplaintTest {

  private PretendAlohaa world = new PretendAlohaa();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theDestinationIsTheCallerOrANumberOfTheAccount() {
    world.forwards("8888800001", 30);
    assertThat(world.agentCalls().complaints()).containsExactly("the destination is the caller");

    world.forwards("9000000001", 30);
    SimulatedCall call = world.agentCalls();
    assertThat(call.complaints()).containsExactly("the destination is the proxy number " + DID);
    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(details(call)).containsEntry("call_status", "notanswered");
  }

  @Test
  void anUnknownRefusalIsNone() {
    world.close();
    world =
        new PretendAlohaa(
            s -> s.announcingNumbers(ANNOUNCER).understands(Refusing.ANNOUNCING_NUMBER));
    world.forwards("", 0);

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints()).containsExactly("this account does not take that for a refusal");
    world.forwards("9000000009", 0);
    assertThat(world.agentCalls().wasRefused()).isTrue();
  }

  @Test
  void aRefusalHasNoEnvelope() {
    world.server.answers("/receiver", json(404, "{}"), Answer.of(403, "text/plain", "no"));

    for (int i = 0; i < 2; i++) {
      SimulatedCall call = world.agentCalls();
      assertThat(call.wasRefused()).isTrue();
      assertThat(call.complaints()).containsExactly("a refusal without Alohaa’s error envelope");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"call_forwarding_number":"8888800002"}                                  | call_timeout is left out
          {"call_forwarding_number":"918888800002","call_timeout":3}               | call_forwarding_number has not ten digits
          {"call_forwarding_number":"+918888800002","call_timeout":3}              | call_forwarding_number has not ten digits
          {"call_forwarding_number":"8888800002","call_timeout":9,"callerId":"x"}  | the answer has no field callerId
          """)
  void anAnswerIsOdd(String response, String complaint) {
    world.answers("{\"response\":%s}".formatted(response));

    SimulatedCall call = world.agentCalls();

    assertThat(call.wasConnectedTo(CUSTOMER) || call.status() == CallStatus.NO_ANSWER).isTrue();
    assertThat(call.complaints()).containsExactly(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                                                                          | not a JSON object
          {"response":                                                                | not JSON
          {}                                                                          | no response object
          {"response":{"call_timeout":30}}                                            | call_forwarding_number is no text
          {"response":{"call_forwarding_number":8888800002,"call_timeout":30}}        | call_forwarding_number is no text
          {"response":{"call_forwarding_number":"8888800002","call_timeout":"30"}}    | call_timeout is no number of seconds
          {"response":{"call_forwarding_number":"8888800002","call_timeout":-1}}      | call_timeout is no number of seconds
          {"response":{"call_forwarding_number":"anna","call_timeout":30}}            | call_forwarding_number is no telephone number
          """)
  void anAnswerIsUseless(String body, String why) {
    world.answers(body);

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints()).containsExactly("no receiver: " + why);
    assertThat(world.customer.rang()).isZero();
  }

  @Test
  void thereIsNoAnswer() {
    world.server.answers("/receiver", json(500, "{}"));
    assertThat(world.agentCalls().complaints()).containsExactly("no receiver: status 500");

    world.close();
    world = new PretendAlohaa(settings -> settings.replyTimeMax(Duration.ofMillis(200)));
    world.server.answers("/receiver", Answer.NEVER);
    assertThat(world.agentCalls().complaints()).containsExactly("no receiver: no answer");
  }

  @Test
  void theAnswerIsNotDeclaredAsJsonOrHasAnotherStatus() {
    String refusal = "{\"response\":{\"call_forwarding_number\":\"\",\"call_timeout\":0}}";
    world.server.answers("/receiver", Answer.of(200, "text/html", refusal), json(201, refusal));

    assertThat(world.agentCalls().complaints())
        .containsExactly("the answer’s content type is not application/json");
    assertThat(world.agentCalls().complaints())
        .containsExactly("the question was answered 201 and not 200");
  }

  @Test
  void aRepeatedQuestionIsAnsweredOtherwise() {
    world.alohaa.suffers(Faults.none().deliveringTwice(AlohaaCarrier.ASKS));
    String answer = "{\"response\":{\"call_forwarding_number\":\"%s\",\"call_timeout\":9}}";
    world.server.answers(
        "/receiver",
        json(200, answer.formatted("8888800002")),
        json(200, answer.formatted("8888800003")));

    assertThat(world.agentCalls().complaints())
        .containsExactly("a repeated question was answered otherwise than the first");
  }

  @Test
  void theDetailsAreNotTaken() {
    world.forwards("", 0);
    world.server.answers("/details", json(500, "{}"));

    assertThat(world.agentCalls().complaints()).containsExactly("CallDetails was answered 500");
  }
}
