package io.bauta.simulator.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.Reply;
import io.bauta.simulator.vobiz.VobizDocument.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VobizDocumentTest {

  @Test
  void aDialIsReadWithTheDefaultsOfVobiz() {
    Verb.Dial dial = (Verb.Dial) only("<Dial><Number>+918888800002</Number></Dial>");

    assertThat(dial.callerId()).isEmpty();
    assertThat(dial.callerName()).isEmpty();
    assertThat(dial.ringTimeout()).isEqualTo(Duration.ofSeconds(120));
    assertThat(dial.talkLimit()).isEqualTo(Duration.ofHours(4));
    assertThat(dial.redirect()).isTrue();
    assertThat(dial.action()).isEmpty();
  }

  @Test
  void aDialMayNameItsNumberAsPlainText() {
    Verb.Dial dial = (Verb.Dial) only("<Dial> 918888800002 </Dial>");

    assertThat(dial.numbers()).containsExactly("918888800002");
  }

  @Test
  void aTalkLimitIsCutAtADay() {
    Verb.Dial dial = (Verb.Dial) only("<Dial timeLimit=\"900000\">918888800002</Dial>");

    assertThat(dial.talkLimit()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void textXmlWithACharsetIsXmlToo() {
    Reading reading = read("text/XML; charset=utf-8", "<Response/>");

    assertThat(reading).isEqualTo(new Reading.Usable(new VobizDocument(List.of(), List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/plain", "application/json", ""})
  void anyOtherContentTypeIsRefused(String contentType) {
    assertThat(read(contentType, "<Response/>")).isInstanceOf(Reading.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<Response>",
        "<Response/><Response/>",
        "<response/>",
        "<Answer/>",
        "<Response><Conference/></Response>",
        "<Response><Dial/></Response>",
        "<Response><Dial timeout=\"0\">918888800002</Dial></Response>",
        "<Response><Dial timeout=\"soon\">918888800002</Dial></Response>",
        "<Response><Dial redirect=\"yes\">918888800002</Dial></Response>",
        "<Response><Dial method=\"PUT\" action=\"x\">918888800002</Dial></Response>",
        "<Response><Dial><Number></Number></Dial></Response>",
        "<Response><Speak/></Response>",
        "<Response><Gather/></Response>",
        "<Response><Gather action=\"x\" numDigits=\"33\"/></Response>",
        "<Response><Gather action=\"x\" executionTimeout=\"4\"/></Response>",
        "<Response><Gather action=\"x\" executionTimeout=\"61\"/></Response>",
        "<Response><Gather action=\"x\" digitEndTimeout=\"1\"/></Response>",
        "<Response><Gather action=\"x\" finishOnKey=\"##\"/></Response>",
        "<Response><Gather action=\"x\" inputType=\"keys\"/></Response>",
        "<Response><Gather action=\"x\"><Hangup/></Gather></Response>",
        "<Response><PreAnswer><Hangup/></PreAnswer></Response>",
      })
  void whatIsNoVobizXmlIsRefused(String body) {
    assertThat(read("application/xml", body)).isInstanceOf(Reading.Invalid.class);
  }

  @Test
  void aDocumentTypeIsRefusedSoThatNoEntityIsEverExpanded() {
    String xxe =
        "<!DOCTYPE Response [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + "<Response><Speak>&x;</Speak></Response>";

    assertThat(read("application/xml", xxe)).isInstanceOf(Reading.Invalid.class);
  }

  @Test
  void aDocumentLongerThanVobizTakesIsRefused() {
    String body = "<Response><Speak>" + "a".repeat(VobizDocument.BYTES_MAX) + "</Speak></Response>";

    assertThat(read("application/xml", body)).isInstanceOf(Reading.Invalid.class);
  }

  @Test
  void aDocumentNestedWithoutEndIsRefused() {
    String body = "<PreAnswer>".repeat(4_000) + "</PreAnswer>".repeat(4_000);

    assertThat(read("application/xml", "<Response>" + body + "</Response>"))
        .isInstanceOf(Reading.Invalid.class);
  }

  @Test
  void aGatherThatLetsACodeBeLoggedIsRemembered() {
    assertThat(oddities("<Gather action=\"x\"/>"))
        .containsExactly(
            "Gather does not say inputType, for which Vobiz gives no default",
            "Gather lets Vobiz log the digits");
    assertThat(oddities("<Gather action=\"x\" inputType=\"dtmf\" log=\"false\"/>")).isEmpty();
  }

  private static List<String> oddities(String element) {
    Reading reading = read("application/xml", "<Response>" + element + "</Response>");
    return ((Reading.Usable) reading).document().oddities();
  }

  @Test
  void whatVobizOverlooksIsRemembered() {
    Reading reading =
        read(
            "application/xml",
            "<Response><Dial callerID=\"x\">918888800002</Dial>"
                + "<Hangup reason=\"unknown_number\"/></Response>");

    assertThat(((Reading.Usable) reading).document().oddities())
        .containsExactly("Dial has no attribute callerID", "Hangup has no reason unknown_number");
  }

  private static Verb only(String element) {
    Reading reading = read("application/xml", "<Response>" + element + "</Response>");
    return ((Reading.Usable) reading).document().verbs().getFirst();
  }

  private static Reading read(String contentType, String body) {
    return VobizDocument.read(new Reply.Answered(200, contentType, body.getBytes(UTF_8)));
  }
}
