package io.bauta.api;

import io.bauta.call.CallFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.Shortfall;
import io.bauta.edge.Handling;
import io.bauta.edge.Handling.Asked;
import io.bauta.edge.Handling.Malformed;
import io.bauta.edge.Handling.Numbers;
import io.bauta.edge.Handling.Told;
import io.bauta.edge.Handling.TurnedAway;
import io.bauta.edge.Handling.Unused;
import io.bauta.pool.Pools;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a webhook was taken for and what was done about it, in JSON. */
final class HandlingJson {

  private final ShownNumbers numbers;
  private final HandlingWords words;

  HandlingJson(Pools pools) {
    this.numbers = new ShownNumbers(pools);
    this.words = new HandlingWords(numbers);
  }

  void put(Handling handling, ObjectNode json) {
    json.put("meaning", words.of(handling));
    if (handling instanceof Asked asked) {
      json.set("decision", DecisionJson.of(asked.decision()));
    } else {
      json.putNull("decision");
    }
    putTexts(json, "facts", factsOf(handling).stream().map(HandlingWords::kind).toList());
    json.set("numbers", Json.array(numbersOf(handling).stream().map(this::number).toList()));
    json.set("owed", Json.array(owed(handling).stream().map(HandlingJson::command).toList()));
    putTexts(json, "shortfalls", shortfalls(handling).stream().map(Enum::name).sorted().toList());
  }

  /** For what means nothing to us. */
  static void putNothing(String meaning, ObjectNode json) {
    json.put("meaning", meaning);
    json.putNull("decision");
    List.of("facts", "numbers", "owed", "shortfalls").forEach(json::putArray);
  }

  private static void putTexts(ObjectNode json, String name, Collection<String> texts) {
    ArrayNode array = json.putArray(name);
    texts.forEach(array::add);
  }

  private static List<CallFact> factsOf(Handling handling) {
    return switch (handling) {
      case Told told -> told.tells().facts();
      case Asked _, Numbers _, Unused _, Malformed _, TurnedAway _ -> List.of();
    };
  }

  private static List<CarrierNumber> numbersOf(Handling handling) {
    return switch (handling) {
      case Numbers told -> told.changed().numbers();
      case Asked _, Told _, Unused _, Malformed _, TurnedAway _ -> List.of();
    };
  }

  private static List<CarrierCommand> owed(Handling handling) {
    return switch (handling) {
      case Told told -> told.tells().owed();
      case Asked asked ->
          switch (asked.answer()) {
            case CarrierReply.InResponse _ -> List.of();
            case CarrierReply.ByCommand(var _, var owed, var _) -> owed;
          };
      case Numbers _, Unused _, Malformed _, TurnedAway _ -> List.of();
    };
  }

  private static Set<Shortfall> shortfalls(Handling handling) {
    return switch (handling) {
      case Asked asked -> asked.answer().shortfalls();
      case Told _, Numbers _, Unused _, Malformed _, TurnedAway _ -> Set.of();
    };
  }

  private ObjectNode number(CarrierNumber number) {
    ObjectNode json = Json.object();
    json.put("number", numbers.of(number.number()));
    json.put("state", Names.of(number.health()));
    return json;
  }

  private static ObjectNode command(CarrierCommand command) {
    ObjectNode json = Json.object();
    json.put("action", command.action());
    json.put("delay_seconds", command.delay().toSeconds());
    return json;
  }
}
