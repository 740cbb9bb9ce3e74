package io.bauta.app;

import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.HttpReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a conversation has changed before it began again: the second time it finds that done, and
 * says nothing of it.
 */
final class ChangesMade {

  private final List<String> before = new ArrayList<>();
  private final List<String> sinceTheBeginning = new ArrayList<>();
  private final Set<String> doubtful = new LinkedHashSet<>();

  void answered(Send<?> step, HttpReply reply) {
    if (step.changes() && !step.request().method().equals("GET") && reply.status() / 100 == 2) {
      sinceTheBeginning.add(step.purpose());
      doubtful.remove(step.purpose());
    }
  }

  /** The conversation begins again, because of {@code doubted} nobody knows whether it was done. */
  void beginAgain(Send<?> doubted) {
    before.addAll(sinceTheBeginning);
    sinceTheBeginning.clear();
    doubtful.add(doubted.purpose());
  }

  /** A line for each. */
  List<String> before() {
    List<String> lines = new ArrayList<>(before);
    doubtful.forEach(purpose -> lines.add("perhaps: %s (it was not answered)".formatted(purpose)));
    return lines;
  }
}
