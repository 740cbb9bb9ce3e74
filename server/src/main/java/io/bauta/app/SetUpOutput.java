package io.bauta.app;

import io.bauta.carrier.SetupReport;

/** Where a set-up is told, for people or for programs. */
interface SetUpOutput {

  void begin(String publicUrl);

  /** Is told of the steps. */
  StepWatcher steps();

  void end(SetupReport report);

  /**
   * It did not come to its end.
   *
   * @param why said on the error output as well
   */
  void fail(String why);
}
