package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class PlainArgumentsTest {

  private static String[] words(String line) {
    return line.split(" ");
  }

  @Test
  void whatIsPlainIsRead() {
    assertThat(PlainArguments.ofServe("serve")).contains(ConfigReader.CommandLine.NOTHING);
    assertThat(
            PlainArguments.ofServe(
                words("serve --port 0 --data here --config b.yaml --host 127.0.0.1")))
        .contains(
            new ConfigReader.CommandLine(
                Optional.of(Path.of("b.yaml")),
                Optional.of(Path.of("here")),
                Optional.of("127.0.0.1"),
                Optional.of(0)));
  }

  /** Also where it means the same: the library knows that, and tells what is wrong of the rest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "--help",
        "serve --help",
        "serve -h",
        "serve --port",
        "serve --port=8080",
        "serve --port x",
        "serve --port -1",
        "serve --port 123456",
        "serve --port 1 --port 2",
        "serve --data --port",
        "serve --data @file",
        "serve --nonsense 1",
        "serve 8080",
      })
  void whatIsNotPlainIsLeftToTheLibrary(String line) {
    assertThat(PlainArguments.ofServe(words(line))).isEmpty();
  }

  /** Another option of the command has to be read here too. */
  @Test
  void everyOptionWithAValueIsKnown() {
    for (OptionSpec option : new CommandLine(new ServeCommand()).getCommandSpec().options()) {
      if (option.arity().max() > 0) {
        assertThat(PlainArguments.ofServe("serve", option.longestName(), "1"))
            .as(option.longestName())
            .isPresent();
      }
    }
  }
}
