package io.bauta.app;

import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A set-up for programs: one JSON object at its end, also of one that failed. */
final class SetUpJson implements SetUpOutput {

  private final PrintWriter out;
  private final Redaction redaction;
  private final ListedSteps steps;
  private final ObjectNode json = JsonMapper.shared().createObjectNode();

  SetUpJson(PrintWriter out, ConfiguredAccount account, AccountNumbers numbers, boolean dryRun) {
    this.out = out;
    this.redaction = Redaction.forHands(account, numbers.numbers());
    this.steps = new ListedSteps(Redaction.of(account, numbers.numbers()));
    json.put("carrier_account", account.name());
    json.put("carrier", account.profile().id());
    json.put("dry_run", dryRun);
    fill("numbers", numbers.numbers().stream().map(ProxyNumber::e164).toList());
    json.put("numbers_from", numbers.source());
  }

  private void fill(String name, List<String> lines) {
    ArrayNode array = json.putArray(name);
    lines.forEach(array::add);
  }

  @Override
  public void begin(String publicUrl) {
    json.put("public_url", publicUrl);
  }

  @Override
  public StepWatcher steps() {
    return steps;
  }

  @Override
  public void end(SetupReport report) {
    print(report, null);
  }

  @Override
  public void fail(String why) {
    print(new SetupReport(List.of(), List.of()), why);
  }

  private void print(SetupReport report, @Nullable String failed) {
    json.set("steps", steps.steps());
    fill("changed", report.changed().stream().map(redaction::of).toList());
    fill("todo", report.todo().stream().map(redaction::of).toList());
    json.put("failed", failed);
    out.println(json.toPrettyString());
    out.flush();
  }
}
