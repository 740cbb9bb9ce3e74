package io.bauta.simulator.eight;

import io.bauta.simulator.Reply;
import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a VCA.
 *
 * @param clientActionId what the next VCA of the call shall bring back
 * @param oddities what 8x8 would overlook but a careful server would not send
 */
record Callflow(Optional<String> clientActionId, List<EightAction> actions, List<String> oddities) {

  /** The most actions in one callflow; 8x8 has a limit and does not name it. */
  static final int ACTIONS_MAX = 20;

  private static final String CLIENT_ACTION_ID = "[A-Za-z0-9_-]{1,64}";

  Callflow {
    actions = List.copyOf(actions);
    oddities = List.copyOf(oddities);
  }

  /** What became of asking for a callflow. */
  sealed interface Reading {

    /** In a few words, for people; may hold real numbers. */
    String described();

    record Usable(Callflow callflow) implements Reading {
      @Override
      public String described() {
        return callflow.actions.stream()
            .map(EightAction::described)
            .collect(Collectors.joining(", "));
      }
    }

    /** No reply in time, or a status other than those in the two hundreds. */
    record Unreachable() implements Reading {
      @Override
      public String described() {
        return "no callflow";
      }
    }

    /** A reply that is no callflow. */
    record Invalid(String why) implements Reading {
      @Override
      public String described() {
        return "not a callflow: " + why;
      }
    }
  }

  static Reading read(Reply reply, EightSettings settings) {
    if (!(reply instanceof Reply.Answered answered) || !reply.isOk()) {
      return new Reading.Unreachable();
    }
    try {
      return new Reading.Usable(parse(answered, settings));
    } catch (InvalidJson e) {
      return new Reading.Invalid(e.why());
    } catch (InvalidCallflow e) {
      return new Reading.Invalid(e.why());
    }
  }

  private static Callflow parse(Reply.Answered reply, EightSettings settings)
      throws InvalidJson, InvalidCallflow {
    ObjectNode answer = StrictJson.read(reply.body());
    var reader = new ActionReader(settings);
    List<EightAction> actions = actions(answer.path("callflow"), reader);
    List<String> oddities = new ArrayList<>(reader.oddities());
    Optional<String> id = Optional.of(StrictJson.text(answer, "clientActionId"));
    if (answer.has("clientActionId") && !id.get().matches(CLIENT_ACTION_ID)) {
      oddities.add("clientActionId is not " + CLIENT_ACTION_ID);
    }
    for (String field : answer.propertyNames()) {
      if (!field.equals("clientActionId") && !field.equals("callflow")) {
        oddities.add("the answer has no field " + field);
      }
    }
    oddities.addAll(aroundIt(reply, actions));
    return new Callflow(id.filter(text -> !text.isEmpty()), actions, oddities);
  }

  private static List<EightAction> actions(JsonNode callflow, ActionReader reader)
      throws InvalidCallflow {
    if (!callflow.isArray() || callflow.isEmpty()) {
      throw new InvalidCallflow("no action");
    }
    if (callflow.size() > ACTIONS_MAX) {
      throw new InvalidCallflow("more than %d actions".formatted(ACTIONS_MAX));
    }
    List<EightAction> actions = new ArrayList<>();
    for (JsonNode item : callflow) {
      if (!actions.isEmpty() && isLast(actions.getLast())) {
        throw new InvalidCallflow("an action after makeCall or hangup");
      }
      actions.add(reader.action(item));
    }
    return actions;
  }

  private static boolean isLast(EightAction action) {
    return action instanceof EightAction.MakeCall || action instanceof EightAction.HangUp;
  }

  private static List<String> aroundIt(Reply.Answered reply, List<EightAction> actions) {
    List<String> oddities = new ArrayList<>();
    String type = reply.contentType().split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals("application/json")) {
      oddities.add("the answer’s content type is not application/json");
    }
    if (reply.status() != 200) {
      oddities.add("a VCA was answered %d and not 200".formatted(reply.status()));
    }
    List<EightAction> beforeLast = actions.subList(0, actions.size() - 1);
    if (beforeLast.stream().anyMatch(EightAction.SayAndCapture.class::isInstance)) {
      oddities.add("an action after sayAndCapture: the next VCA decides what follows");
    }
    boolean isSpoken =
        actions.getLast() instanceof EightAction.Say
            || actions.getLast() instanceof EightAction.PlayFile;
    if (isSpoken) {
      oddities.add("the callflow says neither makeCall nor hangup at its end");
    }
    return oddities;
  }
}
