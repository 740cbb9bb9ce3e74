package io.bauta.fuzz;

import static io.bauta.fuzz.HostileServer.DRIVER;
import static io.bauta.fuzz.HostileServer.RIDER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an attacker tries first, over real HTTP, against an account of every carrier. SECURITY.md
 * lists these attacks, and where the others are tried.
 */
class AttackListTest {

  private static final String NUMBER = "+919000000001";
  private static final String DRIVERS_DIGITS = DRIVER.substring(3);

  private HostileServer attacked;
  private RunningServer server;
  private RawHttp http;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    attacked = new HostileServer(data, Clock.systemUTC());
    server = attacked.server;
    http = new RawHttp(attacked.url());
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    attacked.close();
  }

  @ParameterizedTest
  @EnumSource(CarrierRequests.class)
  void aGenuineQuestionIsAnsweredSoThatTheRestMeansSomething(CarrierRequests carrier)
      throws Exception {
    attacked.session(carrier);
    RawHttp.Answer answer = http.ask(genuine(carrier, "call-1"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(calls(1)).singleElement().satisfies(AttackListTest::isOfASession);
  }

  private HttpMessage genuine(CarrierRequests carrier, String call) {
    return carrier.proven(carrier.question(call, RIDER, NUMBER), attacked.url(), "nonce-" + call);
  }

  private static void isOfASession(JsonNode call) {
    assertThat(call.path("session").asString("")).startsWith("ses_");
  }

  @ParameterizedTest
  @EnumSource(CarrierRequests.class)
  void aForgedQuestionIsRefusedAndNoted(CarrierRequests carrier) throws Exception {
    attacked.session(carrier);
    for (HttpMessage forged : forgeries(carrier)) {
      RawHttp.Answer answer = http.ask(forged);
      assertThat(answer.status()).as(forged.toString()).isIn(401, 403, 404);
      assertThat(answer.text()).doesNotContain(DRIVERS_DIGITS, RIDER.substring(3));
    }
    nobodyCalled(carrier);
  }

  /** Without a proof, with that of another account, and with one of something else. */
  private List<HttpMessage> forgeries(CarrierRequests carrier) {
    HttpMessage question = carrier.question("forged", RIDER, NUMBER);
    HttpMessage genuine = carrier.proven(question, attacked.url(), "nonce-of-the-forged");
    List<HttpMessage> forgeries = new ArrayList<>();
    if (carrier == CarrierRequests.ALOHAA) {
      String wrong = "sixteen-letters-or-mora";
      forgeries.add(
          question.withTarget(question.target().replace(CarrierRequests.PATH_SECRET, wrong)));
      forgeries.add(
          question.withTarget(question.target().replace(CarrierRequests.PATH_SECRET + "/", "")));
      return forgeries;
    }
    forgeries.add(question);
    for (Map.Entry<String, String> header : genuine.headers()) {
      if (!header.getKey().equals("Content-Type")) {
        String value = header.getValue();
        // The middle: of the last letter of Base64 some bits mean nothing.
        int at = value.length() / 2;
        char other = value.charAt(at) == 'A' ? 'B' : 'A';
        HttpMessage all = genuine;
        for (Map.Entry<String, String> same : genuine.headers()) {
          if (same.getValue().equals(value)) {
            all = all.with(same.getKey(), value.substring(0, at) + other + value.substring(at + 1));
          }
        }
        if (!header.getKey().contains("V2") && !header.getKey().contains("MA")) {
          forgeries.add(withoutOlder(all));
        }
      }
    }
    return forgeries;
  }

  /** A second signature beside the wrong one would be right. */
  private static HttpMessage withoutOlder(HttpMessage message) {
    return message.withHeaders(
        message.headers().stream().filter(header -> !header.getKey().contains("V2")).toList());
  }

  private void nobodyCalled(CarrierRequests carrier) throws Exception {
    http.ask(genuine(carrier, "last"));
    assertThat(calls(1)).singleElement().satisfies(AttackListTest::isOfASession);
  }

  /** What was proven once proves nothing else: who overheard it cannot ask about others. */
  @ParameterizedTest
  @EnumSource(
      value = CarrierRequests.class,
      names = {"VOBIZ", "TELNYX"})
  void aReplayedProofIsNoneForAnotherQuestion(CarrierRequests carrier) throws Exception {
    attacked.session(carrier);
    HttpMessage overheard = genuine(carrier, "call-1");
    assertThat(http.ask(overheard).status()).isEqualTo(200);
    for (HttpMessage other :
        List.of(
            carrier.question("call-2", RIDER, NUMBER),
            carrier.question("call-1", DRIVER, "+919000000002"))) {
      RawHttp.Answer answer = http.ask(overheard.withBody(other.body()));
      assertThat(answer.status()).isIn(401, 403);
      assertThat(answer.text()).doesNotContain(DRIVERS_DIGITS);
    }
    assertThat(calls(1)).hasSize(1);
  }

  @Test
  void aSignatureForAnotherPathIsNone() throws Exception {
    attacked.session(CarrierRequests.VOBIZ);
    HttpMessage question = CarrierRequests.VOBIZ.question("call-1", RIDER, NUMBER);
    HttpMessage elsewhere =
        CarrierRequests.VOBIZ.proven(
            question.withTarget("/carriers/vobiz/hangup"), attacked.url(), "nonce-1");
    assertThat(http.ask(elsewhere.withTarget(question.target())).status()).isEqualTo(403);
    assertThat(http.ask(elsewhere.withTarget("//carriers/vobiz/answer")).status())
        .isIn(400, 403, 404);
    nobodyCalled(CarrierRequests.VOBIZ);
  }

  /** Numbers in a body count as what they are, and words as no number. */
  @ParameterizedTest
  @EnumSource(CarrierRequests.class)
  void textsOfACallThatAreCodeAreData(CarrierRequests carrier) throws Exception {
    attacked.session(carrier);
    int asked = 0;
    for (String text :
        List.of(
            "' or '1'='1",
            "x'); delete from session; --",
            "]]></Number><Number>9000000009",
            "\"><Redirect>http://127.0.0.1/</Redirect>",
            "${jndi:ldap://127.0.0.1/a}",
            "a\r\nX-Injected: 1",
            "a\nERROR forged")) {
      for (HttpMessage question :
          List.of(
              carrier.question("code-" + asked++, text, NUMBER),
              carrier.question("code-" + asked++, RIDER, text),
              carrier.question(text + asked++, "+918888800077", NUMBER))) {
        RawHttp.Answer answer =
            http.ask(carrier.proven(question, attacked.url(), "nonce-" + asked));
        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.text())
            .doesNotContain("\nX-Injected", "<Redirect", "<Number>9000000009", DRIVERS_DIGITS)
            .doesNotContain("jndi");
        if (answer.body().startsWith("<")) {
          wellFormed(answer.body());
        }
      }
    }
    assertThat(server.get("/v1/sessions").body().path("data")).hasSize(1);
    http.ask(genuine(carrier, "last"));
    awaitCall("last");
  }

  private static void wellFormed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' or '1'='1",
        "x'); drop table session; --",
        "%' escape '!",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "a\"b\\c",
        "${jndi:ldap://127.0.0.1/a}"
      })
  void textsOfThePlatformThatAreCodeComeBackAsTheyWere(String text) throws Exception {
    attacked.session(CarrierRequests.VOBIZ);
    String quoted = JsonMapper.shared().writeValueAsString(text);
    Answer opened =
        server.open(
            "+918888800003",
            "+918888800004",
            ",\"ttl_seconds\":600,\"metadata\":{\"note\":%s}".formatted(quoted));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    Answer found = server.get("/v1/sessions/" + opened.text("/id"));
    assertThat(found.text("/metadata/note")).isEqualTo(text);
    String encoded = URLEncoder.encode(text, UTF_8);
    for (String path :
        List.of(
            "/v1/sessions?reference=" + encoded,
            "/v1/sessions/" + encoded,
            "/v1/calls/" + encoded,
            "/v1/calls?pool=" + encoded,
            "/v1/pools/" + encoded,
            "/v1/audit?action=" + encoded)) {
      assertThat(server.get(path).status()).as(path).isLessThan(500);
    }
    assertThat(server.get("/v1/sessions").body().path("data")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../admin.key",
        "..%2f..%2fadmin.key",
        "%2e%2e/%2e%2e/master.key",
        "..%5c..%5cadmin.key",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "rec_..%2f..%2fadmin.key",
        "file:%2f%2f%2fetc%2fpasswd",
        "rec_%00"
      })
  void aRecordingIsNoFileOfTheServer(String name) throws Exception {
    for (String path : List.of("/v1/recordings/%s", "/v1/recordings/%s/media")) {
      RawHttp.Answer answer =
          http.ask(
              new HttpMessage(
                  "GET",
                  path.formatted(name),
                  List.of(Map.entry("Authorization", "Bearer " + server.adminKey())),
                  new byte[0]));
      assertThat(answer.status()).as(answer.text()).isIn(400, 404);
      assertThat(answer.text()).doesNotContain("root:", server.adminKey());
    }
  }

  @Test
  void aHeaderCannotMakeAnotherOfTheAnswer() throws Exception {
    attacked.session(CarrierRequests.VOBIZ);
    String answer =
        http.shout(
            ("GET /v1/pools/%%0d%%0aX-Injected:%%201 HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer"
                    + " %s\r\nConnection: close\r\n\r\n")
                .formatted(http.host(), server.adminKey())
                .getBytes(ISO_8859_1));
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\nX-Injected");
  }

  /** Two lengths, or a length and chunks: what a proxy reads as one request is not two here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nContent-Length: 40",
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: -1",
        "Content-Length: +4",
        "Content-Length : 4"
      })
  void aSmuggledRequestIsNotAnswered(String framing) throws Exception {
    String answer =
        http.shout(
            ("POST /carriers/none/answer HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n0\r\n\r\n"
                    + "GET /health HTTP/1.1\r\nHost: %s\r\n\r\n")
                .formatted(http.host(), framing, http.host())
                .getBytes(ISO_8859_1));
    assertThat(answer).doesNotContain("\"status\":\"ok\"");
  }

  private List<JsonNode> calls(int count) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      JsonNode data = server.get("/v1/calls").body().path("data");
      if (data.size() >= count || System.nanoTime() > giveUp) {
        List<JsonNode> calls = new ArrayList<>();
        data.forEach(calls::add);
        return calls;
      }
      Thread.sleep(20);
    }
  }

  private void awaitCall(String id) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!server.get("/v1/calls").body().toString().contains(id + "\"")) {
      assertThat(System.nanoTime()).as("no call " + id).isLessThan(giveUp);
      Thread.sleep(20);
    }
  }
}
