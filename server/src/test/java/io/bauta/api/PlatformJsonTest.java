package io.bauta.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.edge.PlatformAnswer;
import io.bauta.edge.PlatformAnswer.OpenSession;
import io.bauta.edge.PlatformAnswer.Said;
import io.bauta.edge.PlatformQuestion;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Selection;
import io.bauta.routing.Desk.Answer;
import io.bauta.session.Lifetime;
import io.bauta.session.SessionRequest.Person;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformJsonTest {

  private static final PhoneNumber SOMEBODY = PhoneNumber.ofE164("+918888800002");

  private static PlatformAnswer answer(String json) {
    return PlatformJson.answer(json.getBytes(UTF_8), HomeRegion.of("IN"));
  }

  private static PlatformAnswer said(Answer answer) {
    return new Said(answer);
  }

  @Test
  void eachActionIsRead() {
    assertThat(answer("{\"action\":\"refuse\"}"))
        .isEqualTo(said(new Answer.Refused(Optional.empty())));
    assertThat(answer("{\"action\":\"refuse\",\"announcement\":\"We are closed.\"}"))
        .isEqualTo(said(new Answer.Refused(Optional.of(Words.of("We are closed.")))));
    assertThat(answer("{\"action\":\"connect\",\"to\":\"+918888800002\"}"))
        .isEqualTo(said(new Answer.Connected(SOMEBODY)));
    assertThat(answer("{\"action\":\"connect\",\"to\":\"088888 00002\"}"))
        .as("as in any other request, a national form")
        .isEqualTo(said(new Answer.Connected(SOMEBODY)));
    assertThat(answer("{\"action\":\"challenge\"}")).isEqualTo(said(new Answer.Challenged()));
    assertThat(answer("{\"action\":\"forward\"}")).isEqualTo(said(new Answer.Forwarded()));
  }

  @Test
  void aSessionIsReadAsInARequest() {
    assertThat(
            answer(
                """
                {"action":"open_session","participant":{"name":"driver","real_number":"+918888800002"},
                 "caller_name":"rider","ttl_seconds":600,"reference":"booking-7",
                 "metadata":{"city":"Delhi"}}
                """))
        .isEqualTo(
            new OpenSession(
                new Person("driver", SOMEBODY),
                "rider",
                new Lifetime.Ttl(Duration.ofMinutes(10)),
                Optional.of("booking-7"),
                Map.of("city", "Delhi")));
    assertThat(
            answer(
                """
                {"action":"open_session","participant":{"real_number":"+918888800002"}}
                """))
        .isEqualTo(
            new OpenSession(
                new Person("", SOMEBODY),
                "",
                new Lifetime.UntilClosed(),
                Optional.empty(),
                Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                         | expected a JSON object
          {"action":"refuse"                                         | not JSON
          {"action":"refuse"} {}                                     | not JSON
          {"action":"refuse","action":"forward"}                     | not JSON
          {}                                                         | action: required field is missing
          {"action":7}                                               | action: expected a text
          {"action":"dance"}                                         | action: expected refuse or connect or
          {"action":"connect"}                                       | to: required field is missing
          {"action":"connect","to":"12"}                             | to: expected a possible telephone number
          {"action":"connect","to":"112"}                            | to: an emergency
          {"action":"connect","to":"+918888800002","session":"ses_1"}| session: unknown field
          {"action":"refuse","to":"+918888800002"}                   | to: unknown field
          {"action":"challenge","announcement":"No."}                | announcement: unknown field
          {"action":"open_session"}                                  | participant: required field is missing
          {"action":"open_session","participant":7}                  | expected a JSON object in participant
          {"action":"open_session","participant":{}}                 | participant.real_number: required
          {"action":"open_session","participant":{"real_number":"+918888800002","pin":"1"}} | participant.pin: unknown
          {"action":"open_session","participant":{"real_number":"+918888800002"},"ttl_seconds":0} | ttl_seconds: expected
          {"action":"open_session","participant":{"real_number":"+918888800002"},"ttl_seconds":60,"expires_at":"2027-01-01T00:00:00Z"} | expires_at: expected either
          {"action":"open_session","participant":{"real_number":"+918888800002"},"+918888800003":1} | (unprintable): unknown field
          """)
  void whatIsHalfUnderstoodIsSilenceThatRepeatsNothing(String json, String why) {
    assertThat(answer(json)).isInstanceOf(Said.class);
    assertThat(((Said) answer(json)).answer())
        .isInstanceOfSatisfying(
            Answer.Silence.class,
            silence ->
                assertThat(silence.why())
                    .startsWith("what it said is wrong: ")
                    .contains(why)
                    .doesNotContain("88888"));
  }

  @Test
  void theLongestQuestionIsWithinItsMaximum() {
    String wide = "\u0001".repeat(NumberPool.NAME_LENGTH_MAX);
    String account = "a".repeat(40);
    Instant at = Instant.parse("2027-01-31T18:30:00.123Z");
    NumberPool pool =
        new NumberPool(
            new PoolId(new UUID(-1, -1)),
            wide,
            account,
            PoolMode.PAIR_TWO_NUMBERS,
            Selection.FIRST_FIT,
            CallPolicy.DEFAULT,
            Duration.ZERO,
            Duration.ZERO,
            at);
    PhoneNumber longest = PhoneNumber.ofE164("+918888800000009");
    PlatformQuestion question =
        new PlatformQuestion(
            "ask_1",
            new CallId(new UUID(-1, -1)),
            account,
            new CarrierCallId("€".repeat(CarrierCallId.LENGTH_MAX)),
            HomeRegion.of("IN"),
            new Line(new ProxyNumber(919_000_000_000_001L), NumberState.ACTIVE, pool),
            Optional.of(longest),
            at);
    assertThat(PlatformJson.of(question).length).isLessThan(PlatformJson.QUESTION_BYTES_MAX);
    assertThat(question.toString()).doesNotContain("88888");
  }
}
