package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.CommandFaults.Planned;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults of commands that are still to come. */
final class PlannedFaults {

  private final List<Planned> planned = new ArrayList<>();

  synchronized void replace(CommandFaults faults) {
    planned.clear();
    planned.addAll(faults.single());
  }

  /** The fault that a command of {@code action} meets now, which is then used up. */
  synchronized Optional<CommandFault> next(String action) {
    for (Iterator<Planned> plans = planned.iterator(); plans.hasNext(); ) {
      Planned plan = plans.next();
      if (plan.action().equals(action) || plan.action().equals(CommandFaults.EVERY_ACTION)) {
        plans.remove();
        return Optional.of(plan.fault());
      }
    }
    return Optional.empty();
  }
}
