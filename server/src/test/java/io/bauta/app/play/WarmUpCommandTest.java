package io.bauta.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Nobody sees it fail: the next start would only take longer. */
class WarmUpCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"serve", "demo"})
  void doesWhatItIsMadeFor(String run) {
    int exitCode =
        new CommandLine(new WarmUpCommand()).setCaseInsensitiveEnumValuesAllowed(true).execute(run);

    assertThat(exitCode).isZero();
  }
}
