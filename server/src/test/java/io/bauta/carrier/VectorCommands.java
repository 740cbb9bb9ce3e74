package io.bauta.carrier;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Carrier.Commandable;
import io.bauta.carrier.CarrierCommand.When;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;

/** Writes what is owed as {@code commands.json} does: in full, numbers in clear. */
final class VectorCommands {

  private VectorCommands() {}

  static String write(
      Commandable carrier, CarrierAccount account, CarrierCallId call, List<CarrierCommand> owed) {
    return VectorCase.JSON
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(
                owed.stream().map(command -> described(carrier, account, call, command)).toList())
        + "\n";
  }

  private static Map<String, Object> described(
      Commandable carrier, CarrierAccount account, CarrierCallId call, CarrierCommand command) {
    CarrierRequest request = carrier.request(command, account);
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("id", command.id());
    described.put("action", command.action());
    described.put("delay", command.delay().toString());
    if (command.when() != When.ALWAYS) {
      described.put("when", command.when().name());
    }
    described.put("method", request.method());
    described.put("url", request.url());
    described.put("body", request.body().map(VectorCase.JSON::readTree).orElse(null));
    described.put(
        "instead", carrier.instead(command).stream().map(CarrierCommand::action).toList());
    described.put("nets", carrier.nets(command, call).stream().map(VectorCommands::net).toList());
    return described;
  }

  private static String net(CarrierCommand net) {
    return "%s after %d s, %s".formatted(net.action(), net.delay().toSeconds(), net.when());
  }
}
