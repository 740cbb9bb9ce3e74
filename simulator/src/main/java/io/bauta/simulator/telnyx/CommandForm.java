package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.ValueCheck.Anything;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the commands: what it may hold and when it may come.
 *
 * @param mandatory the parameters that it must have
 * @param anyOf parameters of which it must have one; empty where there is no such rule
 */
record CommandForm(
    String action,
    String method,
    Needs needs,
    Set<String> mandatory,
    Set<String> anyOf,
    Map<String, ValueCheck> parameters) {

  /** When a command may come. */
  enum Needs {
    /** At any time before the end. */
    A_CALL,
    AN_UNANSWERED_CALL,
    AN_ANSWERED_CALL,
    AUDIO
  }

  static CommandForm of(String action, Needs needs) {
    Map<String, ValueCheck> common = new HashMap<>();
    common.put("client_state", new ValueCheck.InBase64());
    common.put("command_id", new ValueCheck.Text(CommandForms.TEXT_MAX));
    return new CommandForm(action, "POST", needs, Set.of(), Set.of(), common);
  }

  CommandForm by(String otherMethod) {
    return new CommandForm(action, otherMethod, needs, mandatory, anyOf, parameters);
  }

  CommandForm must(String name, ValueCheck check) {
    CommandForm wider = may(name, check);
    Set<String> more = new TreeSet<>(mandatory);
    more.add(name);
    return new CommandForm(action, method, needs, more, anyOf, wider.parameters);
  }

  CommandForm may(String name, ValueCheck check) {
    return may(Map.of(name, check));
  }

  CommandForm may(Map<String, ValueCheck> checks) {
    Map<String, ValueCheck> more = new HashMap<>(parameters);
    more.putAll(checks);
    return new CommandForm(action, method, needs, mandatory, anyOf, more);
  }

  CommandForm anything(String... names) {
    Map<String, ValueCheck> more = new HashMap<>();
    for (String name : names) {
      more.put(name, new Anything());
    }
    return may(more);
  }

  CommandForm oneOfThese(String... names) {
    return new CommandForm(action, method, needs, mandatory, Set.of(names), parameters)
        .anything(names);
  }

  /** What is wrong with {@code body}, if anything. */
  Optional<TelnyxError> fault(ObjectNode body) {
    Optional<String> missing =
        mandatory.stream().filter(name -> body.path(name).isMissingNode()).findFirst();
    if (missing.isPresent()) {
      return missing.map(TelnyxError::missing);
    }
    if (!anyOf.isEmpty() && anyOf.stream().noneMatch(body::has)) {
      return Optional.of(TelnyxError.missing(new TreeSet<>(anyOf).getFirst()));
    }
    return body.properties().stream().flatMap(member -> fault(member).stream()).findFirst();
  }

  private Optional<TelnyxError> fault(Map.Entry<String, JsonNode> member) {
    ValueCheck check = parameters.getOrDefault(member.getKey(), new Anything());
    return check.fault(member.getKey(), member.getValue());
  }

  /** The parameters of {@code body} that Telnyx does not have. */
  List<String> unknown(ObjectNode body) {
    return body.propertyNames().stream()
        .filter(name -> !parameters.containsKey(name))
        .sorted()
        .toList();
  }
}
