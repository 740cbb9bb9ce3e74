package io.bauta.carrier.vobiz;

import static io.bauta.carrier.vobiz.Requests.PUBLIC_URL;
import static io.bauta.carrier.vobiz.Requests.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Secret;
import io.bauta.carrier.Shortfall;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class VobizXmlTest {

  private static final PhoneNumber CALLER = PhoneNumber.ofE164("+918888800001");
  private static final RoutingRequest QUESTION =
      new RoutingRequest(
          Optional.of(new CarrierCallId("7f0c2a4e")),
          new IncomingCall("vobiz", PhoneNumber.ofE164("+919000000001"), Optional.of(CALLER)));
  private static final RoutingDecision CONNECT =
      new RoutingDecision.Connect(
          new SessionId(new UUID(1, 2)),
          0,
          1,
          PhoneNumber.ofE164("+918888800002"),
          ProxyNumber.of(PhoneNumber.ofE164("+919000000002")),
          Duration.ofSeconds(45),
          Duration.ofMinutes(30));

  private static final RoutingDecision CHALLENGE =
      new RoutingDecision.Challenge(
          Words.of("Your code?"),
          4,
          Duration.ofSeconds(10),
          false,
          Optional.of(Words.of("Sorry.")));

  private final Vobiz vobiz = new Vobiz();

  private HttpReply answer(RoutingDecision decision, CarrierAccount account) {
    return Xml.http(vobiz.answer(QUESTION, decision, account));
  }

  private Element connected(CarrierAccount account) {
    return Xml.parse(answer(CONNECT, account));
  }

  private HttpReply refused(String announcement) {
    return answer(
        new RoutingDecision.Refuse(
            RoutingDecision.Reason.UNKNOWN_CALLER,
            Optional.empty(),
            Optional.of(Words.of(announcement))),
        Requests.account(TOKEN));
  }

  @Test
  void theDestinationIsShownTheProxyNumberAsNumberAndAsName() {
    Element dial = Xml.only(connected(Requests.account(TOKEN)), "Dial");

    // Without callerName Vobiz shows the name that it has of the caller: their real number.
    assertThat(dial.getAttribute("callerId")).isEqualTo("+919000000002");
    assertThat(dial.getAttribute("callerName")).isEqualTo("+919000000002");
    assertThat(Xml.only(dial, "Number").getTextContent()).isEqualTo("+918888800002");
  }

  @Test
  void limitsAreWholeSeconds() {
    Element dial = Xml.only(connected(Requests.account(TOKEN)), "Dial");

    assertThat(dial.getAttribute("timeout")).isEqualTo("45");
    assertThat(dial.getAttribute("timeLimit")).isEqualTo("1800");
  }

  @Test
  void nothingFollowsTheDial() {
    Element response = connected(Requests.account(TOKEN));

    assertThat(response.getTagName()).isEqualTo("Response");
    assertThat(response.getChildNodes().getLength()).isEqualTo(1);
  }

  @Test
  void callBacksAreBoundToTheirCall() {
    Element dial = Xml.only(connected(Requests.account(TOKEN)), "Dial");
    Element other =
        Xml.only(
            Xml.parse(
                Xml.http(
                    vobiz.answer(
                        new RoutingRequest(
                            Optional.of(new CarrierCallId("another")), QUESTION.incoming()),
                        CONNECT,
                        Requests.account(TOKEN)))),
            "Dial");

    assertThat(dial.getAttribute("callbackUrl"))
        .matches(PUBLIC_URL + "/carriers/vobiz/dial/[A-Za-z0-9_-]{22}")
        .isNotEqualTo(other.getAttribute("callbackUrl"));
    assertThat(dial.getAttribute("action"))
        .matches(PUBLIC_URL + "/carriers/vobiz/result/[A-Za-z0-9_-]{22}");
    assertThat(dial.getAttribute("redirect")).isEqualTo("false");
  }

  @Test
  void severalWhoRingTogetherAreInOneDial() {
    Element dial = Xml.only(several(Ringing.TOGETHER), "Dial");

    assertThat(texts(dial, "Number")).containsExactly("+918888800002", "+918888800003");
    assertThat(dial.getAttribute("callbackUrl")).endsWith("/several");
    assertThat(dial.getAttribute("action")).matches(PUBLIC_URL + "/carriers/vobiz/result/[^/]+");
  }

  @Test
  void severalWhoRingInOrderHaveADialEachAndOnlyTheLastOneEndsIt() {
    Element response = several(Ringing.IN_ORDER);

    assertThat(texts(response, "Dial")).containsExactly("+918888800002", "+918888800003");
    assertThat(attributes(response, "Dial", "action"))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("/more"),
            last -> assertThat(last).doesNotEndWith("/more"));
    // With another value the second would never be rung.
    assertThat(attributes(response, "Dial", "redirect")).containsOnly("false");
    assertThat(attributes(response, "Dial", "callerName")).containsOnly("+919000000002");
  }

  private Element several(Ringing ringing) {
    Connect one = (Connect) CONNECT;
    return Xml.parse(
        answer(
            new Connect(
                one.why(),
                one.session(),
                one.caller(),
                one.callee(),
                List.of(one.destination(), PhoneNumber.ofE164("+918888800003")),
                ringing,
                one.callerId(),
                one.ringTimeout(),
                one.talkLimit()),
            Requests.account(TOKEN)));
  }

  private static List<String> texts(Element root, String name) {
    return Xml.all(root, name).stream().map(Element::getTextContent).toList();
  }

  private static List<String> attributes(Element root, String name, String attribute) {
    return Xml.all(root, name).stream().map(element -> element.getAttribute(attribute)).toList();
  }

  @Test
  void digitsAreAskedForWithEveryOptionAndToldWhereOnlyThisCallIs() {
    Element gather = Xml.only(Xml.parse(answer(CHALLENGE, Requests.account(TOKEN))), "Gather");

    assertThat(gather.getAttribute("action"))
        .matches(PUBLIC_URL + "/carriers/vobiz/digits/[A-Za-z0-9_-]{22}/1");
    assertThat(
            List.of(
                gather.getAttribute("method"),
                gather.getAttribute("inputType"),
                gather.getAttribute("executionTimeout"),
                gather.getAttribute("digitEndTimeout"),
                gather.getAttribute("finishOnKey"),
                gather.getAttribute("numDigits"),
                gather.getAttribute("redirect"),
                // The digits are somebody's code.
                gather.getAttribute("log")))
        .containsExactly("POST", "dtmf", "18", "5", "#", "4", "true", "false");
    assertThat(Xml.only(gather, "Speak").getTextContent()).isEqualTo("Your code?");
  }

  @Test
  void whoeverCannotBeAskedIsRefused() {
    CarrierAccount unreachable =
        Requests.account(Optional.empty(), Map.of("auth-token", new Secret(TOKEN)));
    Element response = Xml.parse(answer(CHALLENGE, unreachable));

    assertThat(Xml.only(response, "Speak").getTextContent()).isEqualTo("Sorry.");
    assertThat(Xml.has(response, "Gather")).isFalse();
    assertThat(Xml.has(response, "Hangup")).isTrue();
    assertThat(vobiz.shortfalls(unreachable))
        .containsExactlyInAnyOrder(Shortfall.DIGITS_NOT_COLLECTED, Shortfall.RECORDING_NOT_STARTED);
    assertThat(vobiz.shortfalls(Requests.account(TOKEN))).isEmpty();
  }

  @Test
  void withoutAPublicUrlThereAreNoCallBacks() {
    CarrierAccount unreachable =
        Requests.account(Optional.empty(), Map.of("auth-token", new Secret(TOKEN)));
    Element dial = Xml.only(connected(unreachable), "Dial");

    assertThat(List.of("callbackUrl", "callbackMethod", "action", "method", "redirect"))
        .noneMatch(dial::hasAttribute);
  }

  @Test
  void aDocumentIsXmlInUtf8() {
    HttpReply reply = answer(CONNECT, Requests.account(TOKEN));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/xml");
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</Speak><Dial><Number>+918888800001</Number></Dial><Speak>",
        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
        "<![CDATA[<Dial/>]]>",
        "]]><Dial/>",
        "--><Dial/><!--",
        "\"/><Dial callerId=\"1",
        "& &amp; &#60; &lt;Dial&gt;",
        "'single' \"double\" <angle> & ampersand",
        "नमस्ते 🙏 \uD83D\uDE4F",
      })
  void hostileWordsAreOnlySpoken(String words) {
    Element response = Xml.parse(refused(words));

    assertThat(Xml.only(response, "Speak").getTextContent()).isEqualTo(words);
    assertThat(Xml.has(response, "Dial")).isFalse();
    assertThat(Xml.only(response, "Hangup").getAttribute("reason")).isEqualTo("rejected");
    assertThat(response.getLastChild().getNodeName()).isEqualTo("Hangup");
  }

  @Test
  void everyCharacterThatXmlCannotWriteIsDropped() {
    String words =
        "a"
            + IntStream.concat(IntStream.range(0, 0x20), IntStream.of(0xD800, 0xFFFE, 0xFFFF))
                .filter(c -> c != '\t' && c != '\n' && c != '\r')
                .mapToObj(Character::toString)
                .reduce("", String::concat)
            + "z";

    assertThat(Xml.only(Xml.parse(refused(words)), "Speak").getTextContent()).isEqualTo("az");
  }

  @Test
  void aSilentRefusalBeginsWithTheHangup() {
    RoutingDecision silent =
        new RoutingDecision.Refuse(
            RoutingDecision.Reason.SESSION_ENDED, Optional.empty(), Optional.empty());
    Element response = Xml.parse(answer(silent, Requests.account(TOKEN)));

    assertThat(response.getFirstChild().getNodeName()).isEqualTo("Hangup");
    assertThat(response.getChildNodes().getLength()).isEqualTo(1);
  }

  @Test
  void whereADocumentIsReadWhatIsToldIsAnsweredWithTheEndAndElseWithNothing() {
    assertThat(Xml.has(Xml.parse(vobiz.acknowledge(told("result"))), "Hangup")).isTrue();
    assertThat(Xml.has(Xml.parse(vobiz.acknowledge(told("digits"))), "Hangup")).isTrue();
    assertThat(Stream.of("answer", "hangup", "dial", "recording").map(this::told))
        .extracting(vobiz::acknowledge)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(200);
              assertThat(reply.contentType()).isEmpty();
              assertThat(reply.body()).isEmpty();
            });
  }

  private Webhook told(String endpoint) {
    return Requests.post(endpoint, Map.of());
  }
}
