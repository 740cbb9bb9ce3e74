package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server for the time of a benchmark, with the settings that it comes with. */
public final class BenchPostgres implements AutoCloseable {

  private static final String DATA = "postgresql";
  private static final String PROCESS_ID = "postmaster.pid";

  private final EmbeddedPostgres server;
  private final Path data;

  private BenchPostgres(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Its data are in {@code directory}. */
  public static BenchPostgres start(Path directory) throws IOException {
    return new BenchPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve(DATA))
            // Its settings for tests put durability off; a benchmark must have it.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            // It logs each statement that lost a pair to another, which is what is wanted here.
            .setOutputRedirector(Redirect.to(directory.resolve("postgresql.log").toFile()))
            .start(),
        directory.resolve(DATA));
  }

  public String url() {
    return url("postgres");
  }

  private String url(String database) {
    return "postgresql://postgres:postgres@localhost:%d/%s".formatted(server.getPort(), database);
  }

  /** A database of its own, made new. */
  RawStore store(String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new RawStore.Postgres(url(name), server.getJdbcUrl("postgres", name));
  }

  /** For a connection of the benchmark's own. */
  String jdbc() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Stops all its processes, until what is returned is closed. */
  Standstill standStill() throws IOException {
    long id =
        Long.parseLong(Files.readAllLines(data.resolve(PROCESS_ID), UTF_8).getFirst().strip());
    return StoppedProcesses.stop(
        ProcessHandle.of(id).orElseThrow(() -> new IOException("PostgreSQL does not run")));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
