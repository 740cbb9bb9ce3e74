package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A NUL character, which PostgreSQL cannot store, in every text that the API takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NulCharacterTest {

  private static final String PEOPLE =
      "\"participants\":[{\"real_number\":\"+918888800003\"},{\"real_number\":\"+918888800004\"}]";

  private RunningServer server;
  private String session;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, SECRET_PATH, new HandClock());
    server.pool("");
    session = server.open("+918888800001", "+918888800002", "").text("/id");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST  | /v1/pools         | name             | {"name":"ri?des"}
          POST  | /v1/pools         | carrier_account  | {"name":"a","carrier_account":"vob?iz"}
          POST  | /v1/pools         | mode             | {"name":"a","mode":"pair_one_number?"}
          POST  | /v1/pools         | selection        | {"name":"a","selection":"?first_fit"}
          POST  | /v1/pools         | refusal          | {"name":"a","refusal":"silent?"}
          POST  | /v1/pools         | announcement     | {"name":"a","announcement":"So?rry"}
          POST  | /v1/pools         | grace_policy     | {"name":"a","grace_policy":"notice?"}
          POST  | /v1/pools         | unknown_caller   | {"name":"a","unknown_caller":"refuse?"}
          POST  | /v1/pools         | recording        | {"name":"a","recording":"off?"}
          PATCH | /v1/pools/rides   | announcement     | {"announcement":"So?rry"}
          PATCH | /v1/pools/rides/numbers/+919000000001 | state | {"state":"active?"}
          POST  | /v1/sessions      | pool             | {"pool":"ri?des",PEOPLE}
          POST  | /v1/sessions      | reference        | {"pool":"rides","reference":"?",PEOPLE}
          POST  | /v1/sessions      | reference        | {"pool":"rides","reference":"a?b",PEOPLE}
          POST  | /v1/sessions      | metadata         | {"pool":"rides","metadata":{"a?b":"c"},PEOPLE}
          POST  | /v1/sessions      | metadata         | {"pool":"rides","metadata":{"a":"b?c"},PEOPLE}
          POST  | /v1/sessions      | expires_at       | {"pool":"rides","expires_at":"2027-01-31T18:30:00Z?",PEOPLE}
          POST  | /v1/sessions      | participants[0].name        | {"pool":"rides","participants":[{"name":"a?b","real_number":"+918888800003"},{"real_number":"+918888800004"}]}
          POST  | /v1/sessions      | participants[1].real_number | {"pool":"rides","participants":[{"real_number":"+918888800003"},{"real_number":"+918888800004?"}]}
          PATCH | /v1/sessions/ID   | expires_at       | {"expires_at":"?"}
          POST  | /v1/sessions/ID/close | reason       | {"reason":"ov?er"}
          GET   | /v1/sessions?reference=a%00b | reference | ``
          GET   | /v1/sessions?pool=ri%00des   | pool      | ``
          GET   | /v1/sessions?state=open%00   | state     | ``
          GET   | /v1/sessions?cursor=%00      | cursor    | ``
          """)
  void isRefusedWhereItIsAndNothingIsDone(String method, String path, String field, String json)
      throws Exception {
    String body = json.replace("PEOPLE", PEOPLE).replace("?", "\\u0000");
    Answer answer = server.api(method, path.replace("ID", session), body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
    assertThat(answer.text("/field")).isEqualTo(field);
    assertThat(server.get("/v1/pools").body().path("data")).hasSize(1);
    assertThat(server.get("/v1/sessions?state=open").body().path("data")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"/v1/pools/ri%00des", "/v1/sessions/ses_%00", "/v1/calls/%00"})
  void inAPathItIsNobodysName(String path) throws Exception {
    assertThat(server.get(path).status()).isIn(400, 404);
  }
}
