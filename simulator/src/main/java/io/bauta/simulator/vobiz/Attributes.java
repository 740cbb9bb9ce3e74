package io.bauta.simulator.vobiz;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.w3c.dom.Element;

/** The attributes of one element, read by type; knows which of them nobody asked for. */
final class Attributes {

  private final Element element;
  private final Set<String> asked = new TreeSet<>();

  Attributes(Element element) {
    this.element = element;
  }

  Optional<String> text(String name) {
    asked.add(name);
    return Optional.of(element.getAttribute(name).strip()).filter(text -> !text.isEmpty());
  }

  String oneOf(String name, String usual, String... others) throws InvalidVobizXml {
    String value = text(name).orElse(usual);
    if (!value.equals(usual) && !List.of(others).contains(value)) {
      throw invalid(name);
    }
    return value;
  }

  boolean flag(String name, boolean usual) throws InvalidVobizXml {
    return Boolean.parseBoolean(oneOf(name, Boolean.toString(usual), Boolean.toString(!usual)));
  }

  /** A whole number from {@code least} to nine digits. */
  int number(String name, int usual, int least) throws InvalidVobizXml {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.get().matches("[0-9]{1,9}") || Integer.parseInt(text.get()) < least) {
      throw invalid(name);
    }
    return Integer.parseInt(text.get());
  }

  /** Refuses a value that is neither a number of this range nor one of the words. */
  void within(String name, int least, int most, String... words) throws InvalidVobizXml {
    Optional<String> text = text(name);
    if (text.isPresent() && !List.of(words).contains(text.get()) && number(name, 0, least) > most) {
      throw invalid(name);
    }
  }

  Duration seconds(String name, Duration usual) throws InvalidVobizXml {
    return Duration.ofSeconds(number(name, (int) usual.toSeconds(), 1));
  }

  /** The URL and its method, from two attributes. */
  Optional<Verb.Callback> callback(String urlName, String methodName) throws InvalidVobizXml {
    String method = oneOf(methodName, "POST", "GET");
    return text(urlName).map(url -> new Verb.Callback(url, method));
  }

  /** Attributes that Vobiz has but nothing here depends on. */
  void passOver(String... names) {
    asked.addAll(List.of(names));
  }

  /** The attributes that Vobiz does not have. */
  List<String> unknown() {
    var attributes = element.getAttributes();
    Set<String> unknown = new TreeSet<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      unknown.add(attributes.item(i).getNodeName());
    }
    unknown.removeAll(asked);
    return List.copyOf(unknown);
  }

  private InvalidVobizXml invalid(String name) {
    return new InvalidVobizXml("%s %s has a wrong value".formatted(element.getTagName(), name));
  }
}
