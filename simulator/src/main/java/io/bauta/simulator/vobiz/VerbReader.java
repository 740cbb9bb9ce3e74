package io.bauta.simulator.vobiz;

import io.bauta.simulator.vobiz.Verb.Callback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** Reads the elements of one VobizXML document, collecting what is odd but accepted. */
final class VerbReader {

  private static final Duration RING_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration TALK_LIMIT = Duration.ofSeconds(14_400);
  private static final Duration TALK_LIMIT_MAX = Duration.ofHours(24);
  private static final Duration RECORD_LENGTH = Duration.ofSeconds(60);

  /** What a recording of a whole call is to say itself: left alone it beeps, and is cut. */
  private static final List<String> RECORD_SAYS =
      List.of("playBeep", "maxLength", "timeout", "fileFormat", "redirect", "startOnDialAnswer");

  private static final Duration DIGITS_PATIENCE = Duration.ofSeconds(15);
  private static final int DIGITS_MAX = 32;
  private static final String SIP_HEADER = "[A-Za-z0-9]+=[A-Za-z0-9]+";

  private final List<String> oddities = new ArrayList<>();

  List<String> oddities() {
    return List.copyOf(oddities);
  }

  List<Verb> verbs(Element parent) throws InvalidVobizXml {
    List<Verb> verbs = new ArrayList<>();
    for (Element child : XmlReader.children(parent)) {
      var attributes = new Attributes(child);
      verbs.add(verb(child, attributes));
      for (String name : attributes.unknown()) {
        oddities.add("%s has no attribute %s".formatted(child.getTagName(), name));
      }
    }
    return verbs;
  }

  private Verb verb(Element element, Attributes attributes) throws InvalidVobizXml {
    return switch (element.getTagName()) {
      case "Speak" -> speak(element, attributes);
      case "Play" -> play(element, attributes);
      case "Wait" -> new Verb.Wait(Duration.ofSeconds(attributes.number("length", 1, 1)));
      case "PreAnswer" -> new Verb.PreAnswer(announcements(element));
      case "Hangup" -> hangUp(attributes);
      case "Dial" -> dial(element, attributes);
      case "Record" -> record(attributes);
      case "Gather" -> gather(element, attributes);
      case "Redirect" -> redirect(element, attributes);
      default -> throw new InvalidVobizXml("no such element: " + element.getTagName());
    };
  }

  private static Verb speak(Element element, Attributes attributes) throws InvalidVobizXml {
    attributes.passOver("voice", "language");
    int loop = attributes.number("loop", 1, 0);
    String text = text(element);
    if (text.isEmpty()) {
      throw new InvalidVobizXml("Speak says nothing");
    }
    return new Verb.Speak(text, loop);
  }

  private static Verb play(Element element, Attributes attributes) throws InvalidVobizXml {
    attributes.number("loop", 1, 0);
    return new Verb.Play(text(element));
  }

  private List<Verb> announcements(Element element) throws InvalidVobizXml {
    List<Verb> verbs = verbs(element);
    for (Verb verb : verbs) {
      switch (verb) {
        case Verb.Speak _, Verb.Play _, Verb.Wait _ -> {}
        default ->
            throw new InvalidVobizXml("%s may only announce".formatted(element.getTagName()));
      }
    }
    return verbs;
  }

  private Verb hangUp(Attributes attributes) {
    String reason = attributes.text("reason").orElse("rejected");
    if (!reason.equals("rejected") && !reason.equals("busy")) {
      oddities.add("Hangup has no reason " + reason);
    }
    if (attributes.text("schedule").isPresent()) {
      oddities.add("Hangup schedule is not simulated: it hangs up at once");
    }
    return new Verb.HangUp(reason.equals("busy"));
  }

  private Verb dial(Element element, Attributes attributes) throws InvalidVobizXml {
    attributes.passOver("hangupOnStar", "dialMusic", "digitsMatch", "digitsMatchBLeg");
    attributes.passOver("confirmSound", "confirmKey", "confirmTimeout");
    Duration talkLimit = attributes.seconds("timeLimit", TALK_LIMIT);
    return new Verb.Dial(
        attributes.text("callerId"),
        attributes.text("callerName"),
        attributes.seconds("timeout", RING_TIMEOUT),
        talkLimit.compareTo(TALK_LIMIT_MAX) > 0 ? TALK_LIMIT_MAX : talkLimit,
        attributes.callback("action", "method"),
        attributes.flag("redirect", true),
        attributes.callback("callbackUrl", "callbackMethod"),
        sipHeaders(attributes),
        numbers(element));
  }

  private List<String> numbers(Element dial) throws InvalidVobizXml {
    List<String> numbers = new ArrayList<>();
    for (Element child : XmlReader.children(dial)) {
      if (!child.getTagName().equals("Number")) {
        throw new InvalidVobizXml("Dial to %s is not simulated".formatted(child.getTagName()));
      }
      numbers.add(child.getTextContent().strip());
    }
    if (numbers.isEmpty()) {
      numbers.add(text(dial));
    }
    if (numbers.contains("")) {
      throw new InvalidVobizXml("Dial names no number");
    }
    return List.copyOf(numbers);
  }

  private Map<String, String> sipHeaders(Attributes attributes) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : attributes.text("sipHeaders").orElse("").split(",", -1)) {
      if (header.matches(SIP_HEADER)) {
        headers.put(header.split("=", -1)[0], header.split("=", -1)[1]);
      } else if (!header.isEmpty()) {
        oddities.add("Dial sipHeaders takes letters and digits only");
      }
    }
    return headers;
  }

  private Verb record(Attributes attributes) throws InvalidVobizXml {
    boolean wholeCall = attributes.flag("recordSession", false);
    for (String name : wholeCall ? RECORD_SAYS : List.<String>of()) {
      if (attributes.text(name).isEmpty()) {
        oddities.add("Record leaves %s to Vobiz’s default".formatted(name));
      }
    }
    attributes.passOver("playBeep", "finishOnKey", "redirect");
    attributes.passOver("transcriptionType", "transcriptionUrl", "transcriptionMethod");
    return new Verb.Record(
        wholeCall,
        attributes.flag("startOnDialAnswer", false),
        attributes.callback("action", "method"),
        attributes.callback("callbackUrl", "callbackMethod"),
        attributes.seconds("maxLength", RECORD_LENGTH),
        attributes.seconds("timeout", RECORD_LENGTH),
        attributes.oneOf("fileFormat", "mp3", "wav"));
  }

  private Verb gather(Element element, Attributes attributes) throws InvalidVobizXml {
    attributes.passOver("speechEndTimeout", "language");
    Callback action =
        attributes
            .callback("action", "method")
            .orElseThrow(() -> new InvalidVobizXml("Gather needs an action"));
    String inputType = attributes.oneOf("inputType", "dtmf", "speech", "dtmf speech");
    if (attributes.text("inputType").isEmpty()) {
      oddities.add("Gather does not say inputType, for which Vobiz gives no default");
    }
    if (attributes.flag("log", true)) {
      oddities.add("Gather lets Vobiz log the digits");
    }
    attributes.within("digitEndTimeout", 2, 10, "auto");
    attributes.within("executionTimeout", 5, 60);
    attributes.within("numDigits", 1, DIGITS_MAX);
    return new Verb.Gather(
        action,
        attributes.flag("redirect", true),
        announcements(element),
        inputType.contains("dtmf"),
        attributes.seconds("executionTimeout", DIGITS_PATIENCE),
        attributes.number("numDigits", DIGITS_MAX, 1),
        finishKeys(attributes));
  }

  private static String finishKeys(Attributes attributes) throws InvalidVobizXml {
    String key = attributes.text("finishOnKey").orElse("#");
    if (key.equals("none")) {
      return "";
    }
    if (!key.matches("[0-9*#]")) {
      throw new InvalidVobizXml("Gather finishOnKey has a wrong value");
    }
    return key;
  }

  private static Verb redirect(Element element, Attributes attributes) throws InvalidVobizXml {
    return new Verb.Redirect(
        new Callback(text(element), attributes.oneOf("method", "POST", "GET")));
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }
}
