package io.bauta.app;

import io.bauta.app.ConfigReader.CommandLine;
import io.bauta.store.SqliteLibrary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bauta serve}: the server, until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Runs the server.",
      "Without a file it uses ./data and 127.0.0.1:8080. Every key of the file can be set in the"
          + " environment: BAUTA_SERVER_PORT is server.port. With FE, CUSTOMER, M1 and M2 in the"
          + " environment it serves that one pair."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class ServeCommand implements Callable<Integer> {

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, YAML.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keys and the embedded database (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Address to listen on (default: 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes a free one (default: 8080).")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    return serve(
        new CommandLine(
            Optional.ofNullable(config),
            Optional.ofNullable(data),
            Optional.ofNullable(host),
            Optional.ofNullable(port)));
  }

  /** Serves until the process is ended. */
  static int serve(CommandLine commandLine) throws InterruptedException {
    Bauta bauta = start(commandLine);
    EarlyClasses.loadLate();
    System.out.println(bauta.readyLine());
    new CountDownLatch(1).await();
    return 0;
  }

  /** Starts a server, which is closed when the process ends. */
  static Bauta start(CommandLine commandLine) {
    EarlyClasses.load();
    if (System.getProperty(SqliteLibrary.PLACE) == null) {
      SqliteLibrary.unpacked()
          .ifPresent(place -> System.setProperty(SqliteLibrary.PLACE, place.toString()));
    }
    Config read = new ConfigReader(System.getenv()).read(commandLine);
    OrderlyStop stop = new OrderlyStop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "shutdown"));
    try {
      Bauta bauta = Bauta.start(read, Clock.systemUTC());
      stop.started(bauta::close);
      return bauta;
    } catch (RuntimeException | Error notStarted) {
      stop.notStarted();
      throw notStarted;
    }
  }
}
