package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "" : "..");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void theHelpSaysThatItNeedsTheSources() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).containsPattern("bench +Measures Bauta on this machine; from its");
  }

  @Test
  void aShellCanCompleteIt() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("function _picocli_bauta_bench()");
  }

  @Test
  void whereItIsNotInstalledItSaysWhereItIs() {
    assertThat(run("bench", "--quick", "--only", "STALL")).isEqualTo(Main.FAILED);
    assertThat(err.toString())
        .contains("what measures is not installed: run ./bauta bench where Bauta's sources are");
  }

  /** Without a build of the server before it, and whatever the words are. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theLauncherHandsItToWhatMeasures(@TempDir Path sources)
      throws IOException, InterruptedException {
    Path launcher = Files.copy(ROOT.resolve("bauta"), sources.resolve("bauta"));
    Path bench = Files.createDirectory(sources.resolve("bench")).resolve("run");
    Files.writeString(bench, "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 7\n");
    assertThat(bench.toFile().setExecutable(true)).isTrue();
    Process process =
        new ProcessBuilder(
                List.of("sh", launcher.toString(), "bench", "--json", "a b.json", "--quick"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(said).isEqualTo("<--json><a b.json><--quick>");
  }
}
