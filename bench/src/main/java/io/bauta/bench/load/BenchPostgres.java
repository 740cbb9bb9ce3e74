package io.bauta.bench.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server for the time of a benchmark, with the settings that it comes with. */
public final class BenchPostgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private BenchPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Its data are in {@code directory}. */
  public static BenchPostgres start(Path directory) throws IOException {
    return new BenchPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("postgresql"))
            // Its settings for tests put durability off; a benchmark must have it.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            // It logs each statement that lost a pair to another, which is what is wanted here.
            .setOutputRedirector(Redirect.to(directory.resolve("postgresql.log").toFile()))
            .start());
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
