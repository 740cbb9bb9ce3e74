package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language callers are spoken to. */
class LanguagesFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+12025550147";
  private static final String STRANGER_IN_INDIA = "+918888800009";
  private static final String STRANGER_IN_AMERICA = "+12025550149";

  private static final String SPOKEN =
      """
      ,"announcement":"Sorry.","ended_announcement":"It is over.","language":"en-US",
       "translations":[
         {"language":"hi-in","announcement":"Kshama karen.","notice":"Yah record hota hai."},
         {"language":"ta-IN","ended_announcement":"Mudinthathu."}],
       "rules":{"notice":"This call is recorded."}""";

  private final HandClock clock = new HandClock(Instant.parse("2027-01-15T06:30:00Z"));
  private Path data;
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server = RunningServer.start(data, SECRET_PATH, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer(String id, String from, String to) throws Exception {
    return server
        .form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", from, "To", to))
        .body();
  }

  private static String spoken(String language, String words) {
    return "language=\"%s\" loop=\"1\">%s</Speak>".formatted(language, words);
  }

  @Test
  void callersAreSpokenToInALanguageOfTheirCountry() throws Exception {
    server.pool(SPOKEN);
    Answer opened = server.open(RIDER, DRIVER, "");
    String ridersNumber = opened.body().at("/participants/0/dials").stringValue();
    String driversNumber = opened.body().at("/participants/1/dials").stringValue();

    assertThat(answer("1", STRANGER_IN_INDIA, ridersNumber))
        .contains(spoken("hi-IN", "Kshama karen."));
    assertThat(answer("2", STRANGER_IN_AMERICA, ridersNumber)).contains(spoken("en-US", "Sorry."));
    assertThat(answer("3", "anonymous", ridersNumber)).contains(spoken("en-US", "Sorry."));
    assertThat(answer("4", RIDER, ridersNumber))
        .contains(spoken("hi-IN", "Yah record hota hai."), "<Dial");
    assertThat(answer("5", DRIVER, driversNumber))
        .contains(spoken("en-US", "This call is recorded."), "<Dial");

    server.api("DELETE", "/v1/sessions/" + opened.body().at("/id").stringValue(), "");
    assertThat(answer("6", RIDER, ridersNumber)).contains(spoken("ta-IN", "Mudinthathu."));
    assertThat(answer("7", DRIVER, driversNumber)).contains(spoken("en-US", "It is over."));
  }

  @Test
  void aSessionsOwnNoticeIsSaidAsItIs() throws Exception {
    server.pool(SPOKEN);
    Answer opened = server.open(RIDER, DRIVER, ",\"rules\":{\"notice\":\"The ride of today.\"}");

    String ridersNumber = opened.body().at("/participants/0/dials").stringValue();
    assertThat(answer("1", RIDER, ridersNumber)).contains(spoken("en-US", "The ride of today."));
  }

  @Test
  void anExplanationSaysWhichLanguageIsHeard() throws Exception {
    server.pool(SPOKEN);
    Answer opened = server.open(RIDER, DRIVER, "");
    String ridersNumber = opened.body().at("/participants/0/dials").stringValue();

    Answer explained =
        server.post(
            "/v1/explain",
            "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(STRANGER_IN_INDIA, ridersNumber));

    assertThat(explained.body().at("/announcement").stringValue()).isEqualTo("Kshama karen.");
    assertThat(explained.body().at("/language").stringValue()).isEqualTo("hi-IN");
  }

  @Test
  void whatIsSaidIsKeptAndTakenAwayByNull() throws Exception {
    server.pool(SPOKEN);
    String before = server.get("/v1/pools/rides").body().toString();
    assertThat(before)
        .contains(
            "\"language\":\"en-US\",\"translations\":[{\"language\":\"hi-IN\","
                + "\"announcement\":\"Kshama karen.\",\"notice\":\"Yah record hota hai.\"},"
                + "{\"language\":\"ta-IN\",\"ended_announcement\":\"Mudinthathu.\"}]");
    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(server.get("/v1/pools/rides").body().toString()).isEqualTo(before);

    Answer changed =
        server.api(
            "PATCH",
            "/v1/pools/rides",
            "{\"language\":null,\"translations\":null,\"ended_announcement\":null}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().at("/language").isNull()).isTrue();
    assertThat(changed.body().at("/translations").isEmpty()).isTrue();
    assertThat(changed.body().at("/ended_announcement").isNull()).isTrue();
    assertThat(changed.body().at("/announcement").stringValue()).isEqualTo("Sorry.");
  }

  @Test
  void whereSupportAnswersIsTakenAwayByNullOnceNothingIsForwarded() throws Exception {
    server.pool(",\"unknown_caller\":\"forward\",\"forward_to\":\"+911140000001\"");

    Answer refused = server.api("PATCH", "/v1/pools/rides", "{\"forward_to\":null}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/code").stringValue()).isEqualTo("missing_field");

    Answer changed =
        server.api(
            "PATCH", "/v1/pools/rides", "{\"unknown_caller\":\"refuse\",\"forward_to\":null}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().at("/forward_to").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"language\":\"klingon-language\"} | language",
        "{\"language\":7} | language",
        "{\"translations\":{}} | translations",
        "{\"translations\":[]} | translations",
        "{\"translations\":[{\"announcement\":\"Sorry.\"}]} | translations[0].language",
        "{\"translations\":[{\"language\":\"hi\"}]} | translations[0].language",
        "{\"translations\":[{\"language\":\"hi-IN\"},{\"language\":\"HI-in\"}]} |"
            + " translations[1].language",
        "{\"translations\":[{\"language\":\"hi-IN\",\"announcement\":\" \"}]} |"
            + " translations[0].announcement",
        "{\"translations\":[{\"language\":\"hi-IN\",\"greeting\":\"Hello\"}]} |"
            + " translations[0].greeting",
      })
  void whatCannotBeSpokenIsRefused(String change, String field) throws Exception {
    server.pool(SPOKEN);

    Answer refused = server.api("PATCH", "/v1/pools/rides", change);

    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
    assertThat(refused.body().at("/field").stringValue()).isEqualTo(field);
    assertThat(server.get("/v1/pools/rides").body().at("/translations").size()).isEqualTo(2);
  }
}
