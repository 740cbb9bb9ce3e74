package io.bauta.carrier;

import io.bauta.carrier.Carrier.Commandable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;

/** Writes what is owed as {@code commands.json} does: in full, numbers in clear. */
final class VectorCommands {

  private VectorCommands() {}

  static String write(Commandable carrier, CarrierAccount account, List<CarrierCommand> owed) {
    return VectorCase.JSON
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(
                owed.stream().map(command -> described(carrier, account, command)).toList())
        + "\n";
  }

  private static Map<String, Object> described(
      Commandable carrier, CarrierAccount account, CarrierCommand command) {
    CarrierRequest request = carrier.request(command, account);
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("id", command.id());
    described.put("action", command.action());
    described.put("delay", command.delay().toString());
    described.put("method", request.method());
    described.put("url", request.url());
    described.put("body", request.body().map(VectorCase.JSON::readTree).orElse(null));
    described.put(
        "instead", carrier.instead(command).stream().map(CarrierCommand::action).toList());
    return described;
  }
}
