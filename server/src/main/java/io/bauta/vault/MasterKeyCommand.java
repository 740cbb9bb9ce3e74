package io.bauta.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the command that prints the master key: no shell, and bounds on all that it may take. */
final class MasterKeyCommand {

  /** How long it may take. */
  static final Duration TIME_MAX = Duration.ofSeconds(30);

  /** How many bytes it may print. */
  static final int OUTPUT_BYTES_MAX = MasterKey.TEXT_LENGTH_MAX;

  private MasterKeyCommand() {}

  /**
   * What it prints to its standard output. Its standard error is dropped: a key may be there too.
   *
   * @throws VaultException when it cannot be run, fails, or takes or prints too much
   */
  static String output(List<String> argv) {
    return output(argv, TIME_MAX);
  }

  static String output(List<String> argv, Duration timeMax) {
    String name = argv.getFirst();
    Process process = start(argv);
    try {
      FutureTask<byte[]> printed = new FutureTask<>(() -> read(process.getInputStream()));
      Thread.ofVirtual().name("bauta-master-key").start(printed);
      byte[] bytes = printed.get(timeMax.toNanos(), TimeUnit.NANOSECONDS);
      if (bytes.length > OUTPUT_BYTES_MAX) {
        throw failed(name, "printed more than %d bytes".formatted(OUTPUT_BYTES_MAX));
      }
      if (!process.waitFor(timeMax.toNanos(), TimeUnit.NANOSECONDS)) {
        throw failed(name, "did not end within %d s".formatted(timeMax.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw failed(name, "ended with status " + process.exitValue());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException slow) {
      throw failed(name, "did not end within %d s".formatted(timeMax.toSeconds()));
    } catch (ExecutionException broken) {
      throw failed(name, "cannot be read from");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed(name, "was not waited for: the server stops");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> argv) {
    try {
      Process process =
          new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException notThere) {
      throw failed(argv.getFirst(), "cannot be run: is it there, and executable?");
    }
  }

  private static byte[] read(InputStream printed) throws IOException {
    try (printed) {
      return printed.readNBytes(OUTPUT_BYTES_MAX + 1);
    }
  }

  private static VaultException failed(String command, String what) {
    return new VaultException(
        "The command for the master key, %s, %s. Expected is one line with the key on its standard output, and status 0."
            .formatted(command, what));
  }
}
