package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.bauta.simulator.CallStory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Complains of commands that Telnyx would take and a careful server would not send: those that give
 * a number away, rely on a default, or would do harm when they are sent twice.
 */
final class CommandManners {

  /** What each action is to say itself. */
  private static final Map<String, List<String>> NO_DEFAULTS =
      Map.of(
          "transfer",
          List.of("from", "from_display_name", "timeout_secs", "time_limit_secs"),
          "gather_using_speak",
          List.of(
              "minimum_digits",
              "maximum_digits",
              "maximum_tries",
              "timeout_millis",
              "inter_digit_timeout_millis",
              "terminating_digit",
              "valid_digits",
              "language"));

  /** Fewer digits may be in a state by chance, such as in a count. */
  private static final int PIN_LENGTH_MIN = 4;

  private final CallStory story;
  private final List<String> clientStates = new ArrayList<>();

  CommandManners(CallStory story) {
    this.story = story;
  }

  synchronized void look(TelnyxLeg leg, CommandForm form, ObjectNode body) {
    for (String name : form.unknown(body)) {
      story.complains("%s has no parameter %s".formatted(form.action(), name));
    }
    if (!body.has("command_id")) {
      story.complains(form.action() + " has no command_id: a second try would do it twice");
    }
    for (String name : NO_DEFAULTS.getOrDefault(form.action(), List.of())) {
      if (!body.has(name)) {
        story.complains("%s relies on Telnyx’s default for %s".formatted(form.action(), name));
      }
    }
    clientStates.addAll(clientStates(body));
    hidden(form.action(), body);
    enteredInClientState(body);
    if (form.action().equals("transfer")) {
      transfer(body);
    }
    boolean isCuttingOff = form.action().equals("transfer") || form.action().equals("hangup");
    if (isCuttingOff && leg.isAnnouncing()) {
      story.complains(form.action() + " did not wait for the end of the announcement");
    }
  }

  private void transfer(ObjectNode body) {
    if (body.has("client_state") != body.has("target_leg_client_state")) {
      story.complains("transfer sets the client state of one leg and not of the other");
    }
    if (Json.text(body, "privacy").filter("id"::equals).isPresent()) {
      story.complains("transfer hides the proxy number: nobody can call back");
    }
    Json.text(body, "to").ifPresent(this::destinationInClientState);
    Json.text(body, "from").filter(this::isOfCaller).ifPresent(_ -> shows("caller ID"));
    Json.text(body, "from_display_name")
        .filter(this::isOfCaller)
        .ifPresent(_ -> shows("caller name"));
  }

  /** Everything but where numbers belong, or where another complaint speaks of them. */
  private void hidden(String action, ObjectNode body) {
    Optional<String> destination = Json.text(body, "to");
    for (var member : body.properties()) {
      String name = member.getKey();
      if (name.equals("to") || name.equals("from") || name.equals("from_display_name")) {
        continue;
      }
      for (String text : texts(member.getValue())) {
        boolean isLeak = isOfCaller(text) || destination.filter(to -> holds(text, to)).isPresent();
        if (isLeak) {
          story.complains("%s gives a real number away in %s".formatted(action, name));
        }
      }
    }
  }

  /** The state may have been given before it was known whom the call is for. */
  private void destinationInClientState(String to) {
    if (clientStates.stream().anyMatch(state -> holds(state, to))) {
      story.complains("a client state holds the destination’s real number");
    }
  }

  /** What the caller keyed in may be a PIN, and Telnyx's portal shows the state. */
  private void enteredInClientState(ObjectNode body) {
    for (String keys : story.dialing().caller().keys()) {
      String digits = keys.replaceAll("[^0-9]", "");
      boolean isPin = digits.length() >= PIN_LENGTH_MIN;
      if (isPin && clientStates(body).stream().anyMatch(state -> has(state, digits))) {
        story.complains("a client state holds what the caller keyed in");
      }
    }
  }

  private static boolean has(String state, String digits) {
    return state.contains(digits) || decoded(state).contains(digits);
  }

  private static List<String> clientStates(ObjectNode body) {
    List<String> states = new ArrayList<>();
    Json.text(body, "client_state").ifPresent(states::add);
    Json.text(body, "target_leg_client_state").ifPresent(states::add);
    return states;
  }

  private void shows(String what) {
    story.complains("the %s shows the caller’s real number".formatted(what));
  }

  private boolean isOfCaller(String text) {
    return holds(text, story.dialing().caller().number());
  }

  private static List<String> texts(JsonNode value) {
    if (value.isString()) {
      return List.of(value.stringValue());
    }
    return value.valueStream().flatMap(part -> texts(part).stream()).toList();
  }

  /** Whether {@code text}, plain or in Base64, has the digits of {@code number}. */
  private static boolean holds(String text, String number) {
    String digits = number.substring(1);
    return digits(text).contains(digits) || digits(decoded(text)).contains(digits);
  }

  private static String digits(String text) {
    return text.replaceAll("[ ().\\-]", "");
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
