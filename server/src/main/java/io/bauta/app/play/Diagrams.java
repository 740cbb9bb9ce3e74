package io.bauta.app.play;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.SimulatedCall;
import picocli.CommandLine.Model.CommandSpec;

/** Calls drawn for the terminal that a command writes to: colour only where there is one. */
final class Diagrams {

  private Diagrams() {}

  static String of(SimulatedCall call, boolean ascii, CommandSpec spec) {
    CallDiagram diagram = CallDiagram.of(call);
    if (ascii) {
      diagram.ascii();
    }
    if (spec.commandLine().getColorScheme().ansi().enabled()) {
      diagram.coloured();
    }
    return diagram.draw();
  }
}
