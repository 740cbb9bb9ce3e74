package io.bauta.app;

import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.HttpReply;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects the steps of a conversation as JSON, for programs. */
final class ListedSteps implements StepWatcher {

  private final ArrayNode steps = JsonMapper.shared().createArrayNode();
  private final Redaction redaction;

  ListedSteps(Redaction redaction) {
    this.redaction = redaction;
  }

  ArrayNode steps() {
    return steps;
  }

  @Override
  public void answered(Send<?> step, HttpReply reply) {
    add(step).put("sent", true).put("status", reply.status());
  }

  @Override
  public void shown(Send<?> step) {
    add(step).put("sent", false).put("body", step.request().body().map(redaction::of).orElse(null));
  }

  @Override
  public void waits(Send<?> step, String how, Duration pause, boolean fromTheBeginning) {
    add(step)
        .put("sent", true)
        .put("failed", how)
        .put("again_in_seconds", pause.toSeconds())
        .put("from_the_beginning", fromTheBeginning);
  }

  private ObjectNode add(Send<?> step) {
    return steps
        .addObject()
        .put("purpose", redaction.of(step.purpose()))
        .put("method", step.request().method())
        .put("url", redaction.of(step.request().url()))
        .put("changes", step.changes());
  }
}
