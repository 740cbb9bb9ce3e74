package io.bauta.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code bauta export-person}: what a running server holds on a person. */
@Command(
    name = "export-person",
    description = {
      "Writes all that is held on a person, as JSON lines; of other people only masked numbers. That it"
          + " is asked for is in the audit log.",
      "The number is asked for, or read from standard input: it is none of the arguments."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try:  bauta export-person --reason 'asked for on 3 May' --to person.jsonl"})
final class ExportPersonCommand implements Callable<Integer> {

  private static final long PROGRESS_EVERY = 1_000;
  private static final String LAST_LINE = "{\"kind\":\"end\"";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "R",
      description = "Why; kept in the audit log. Without the number.")
  private String reason;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "A new file, for nobody else to read (default: standard output).")
  private @Nullable Path file;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("real_number", TypedNumber.read());
    request.put("reason", reason);
    try (Stream<String> lines = server.client().postForLines("/v1/persons/export", request);
        PrintWriter out = out()) {
      long count = 0;
      String last = "";
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        last = each.next();
        out.println(last);
        count++;
        if (file != null && count % PROGRESS_EVERY == 0) {
          spec.commandLine().getErr().println("%d lines so far".formatted(count));
        }
      }
      if (!last.startsWith(LAST_LINE)) {
        throw new CommandException("the answer broke off: what was written is not whole");
      }
      if (out.checkError()) {
        throw new CommandException("not all lines could be written: is the disk full?");
      }
      if (file != null) {
        spec.commandLine().getErr().println("%d lines in %s".formatted(count, file));
      }
      return 0;
    } catch (UncheckedIOException brokenOff) {
      throw new CommandException("the answer broke off: what was written is not whole");
    }
  }

  /** Standard output stays open. */
  private PrintWriter out() throws IOException {
    if (file == null) {
      PrintWriter standard = spec.commandLine().getOut();
      return new PrintWriter(standard) {
        @Override
        public void close() {
          flush();
        }
      };
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new PrintWriter(
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.WRITE));
  }
}
