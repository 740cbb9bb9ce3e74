package io.bauta.simulator.alohaa;

import io.bauta.simulator.Reply;
import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server said when it was asked for the receiver of a call. */
sealed interface ReceiverAnswer {

  /** In a few words, for people; may hold real numbers. */
  String described();

  /** What Alohaa would overlook but a careful server would not send. */
  default List<String> oddities() {
    return List.of();
  }

  /**
   * @param number in E.164
   * @param timeout zero for none
   */
  record Forward(String number, Duration timeout, List<String> oddities) implements ReceiverAnswer {
    @Override
    public String described() {
      return "Call %s, %d s".formatted(number, timeout.toSeconds());
    }

    /** The answer only: the number is real. */
    @Override
    public String toString() {
      return "Forward[]";
    }
  }

  record Refuse(Refusing how, List<String> oddities) implements ReceiverAnswer {
    @Override
    public String described() {
      return "Refuse: " + how.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** No answer, or none that Alohaa could use. */
  record Broken(String why) implements ReceiverAnswer {
    @Override
    public String described() {
      return "no receiver: " + why;
    }
  }

  static ReceiverAnswer read(Reply reply, AlohaaSettings settings) {
    if (!(reply instanceof Reply.Answered answered)) {
      return new Broken("no answer");
    }
    if (answered.status() == 403 || answered.status() == 404) {
      return new Refuse(Refusing.ERROR_STATUS, envelopeOddities(answered));
    }
    if (!answered.isOk()) {
      return new Broken("status " + answered.status());
    }
    try {
      return parse(answered, settings);
    } catch (InvalidJson e) {
      return new Broken(e.why());
    }
  }

  private static ReceiverAnswer parse(Reply.Answered reply, AlohaaSettings settings)
      throws InvalidJson {
    ObjectNode answer = StrictJson.read(reply.body());
    List<String> oddities = new ArrayList<>(aroundIt(reply));
    note(answer, Set.of("response"), oddities);
    if (!(answer.path("response") instanceof ObjectNode response)) {
      return new Broken("no response object");
    }
    note(response, Set.of("call_forwarding_number", "call_timeout"), oddities);
    JsonNode timeout = response.path("call_timeout");
    if (timeout.isMissingNode()) {
      oddities.add("call_timeout is left out");
    } else if (!timeout.isIntegralNumber()
        || !timeout.canConvertToInt()
        || timeout.intValue() < 0) {
      return new Broken("call_timeout is no number of seconds");
    }
    if (!response.path("call_forwarding_number").isString()) {
      return new Broken("call_forwarding_number is no text");
    }
    String written = response.path("call_forwarding_number").stringValue();
    Duration limit = Duration.ofSeconds(timeout.asInt(0));
    return written.isEmpty()
        ? new Refuse(Refusing.EMPTY_NUMBER, oddities)
        : forward(written, limit, oddities, settings);
  }

  private static ReceiverAnswer forward(
      String written, Duration timeout, List<String> oddities, AlohaaSettings settings) {
    if (!written.matches("\\+?[0-9]{10,15}")) {
      return new Broken("call_forwarding_number is no telephone number");
    }
    String number = AlohaaNumbers.read(written);
    if (settings.announcingNumbers().contains(number)) {
      return new Refuse(Refusing.ANNOUNCING_NUMBER, oddities);
    }
    if (!written.matches(AlohaaNumbers.TEN_DIGITS)) {
      oddities.add("call_forwarding_number has not ten digits");
    }
    return new Forward(number, timeout, oddities);
  }

  private static List<String> envelopeOddities(Reply.Answered reply) {
    try {
      ObjectNode body = StrictJson.read(reply.body());
      JsonNode error = body.path("error");
      boolean isEnvelope =
          body.path("success").isBoolean()
              && !body.path("success").booleanValue()
              && error.path("code").isIntegralNumber()
              && error.path("reason").isString();
      return isEnvelope ? List.of() : List.of("a refusal without Alohaa’s error envelope");
    } catch (InvalidJson e) {
      return List.of("a refusal without Alohaa’s error envelope");
    }
  }

  private static List<String> aroundIt(Reply.Answered reply) {
    List<String> oddities = new ArrayList<>();
    String type = reply.contentType().split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals("application/json")) {
      oddities.add("the answer’s content type is not application/json");
    }
    if (reply.status() != 200) {
      oddities.add("the question was answered %d and not 200".formatted(reply.status()));
    }
    return oddities;
  }

  private static void note(ObjectNode object, Set<String> known, List<String> oddities) {
    for (String field : object.propertyNames()) {
      if (!known.contains(field)) {
        oddities.add("the answer has no field " + field);
      }
    }
  }
}
