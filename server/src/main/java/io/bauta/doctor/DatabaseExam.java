package io.bauta.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges a database. */
public final class DatabaseExam {

  private static final String DATABASE = "database";
  private static final String SCHEMA = "schema";
  private static final String INTEGRITY = "integrity";
  private static final String PRIVILEGES = "privileges";

  /** Older ones get no fixes any more. */
  static final int POSTGRESQL_VERSION_MIN = 14;

  private static final String UTF8 = "UTF8";

  private DatabaseExam() {}

  /** What there was to see. */
  public sealed interface Seen {}

  /** There is no file yet. */
  public record Absent(String place) implements Seen {}

  /**
   * It could not be opened.
   *
   * @param state what the database calls the reason, {@code 28P01}; may be empty
   */
  public record Unreachable(String place, String state) implements Seen {}

  /**
   * It was opened.
   *
   * @param schema empty where the user may not read of it
   */
  public record Reached(String place, Kind kind, Optional<Schema> schema) implements Seen {}

  /** Which one it is, and what only that one tells. */
  public sealed interface Kind {}

  /**
   * A SQLite file.
   *
   * @param fault the first fault that it found in itself; empty where there is none
   * @param whole whether all of it was looked at in the time that there was
   */
  public record Sqlite(String version, Optional<String> fault, boolean whole) implements Kind {}

  /**
   * A PostgreSQL server.
   *
   * @param version such as 17
   * @param missing privileges that the user has not, a phrase each
   * @param owned whether a server holds it
   */
  public record Postgres(int version, String encoding, List<String> missing, boolean owned)
      implements Kind {
    public Postgres {
      missing = List.copyOf(missing);
    }
  }

  /**
   * What was done to the schema.
   *
   * @param applied number of the newest migration in it; 0 for none
   * @param known number of the newest one of this version of Bauta
   * @param broken whether one did not come to its end
   */
  public record Schema(int applied, int known, boolean broken) {

    /** Whether this version can read what is in it. */
    public boolean isReadable() {
      return applied == known && !broken;
    }
  }

  /** What is to be said of it. */
  public static List<Finding> judge(Seen seen) {
    return switch (seen) {
      case Absent(String place) ->
          List.of(
              Finding.warning(
                  DATABASE,
                  "%s is not there; the next start makes it".formatted(place),
                  "nothing, before the first start; else give the right --data DIR, or data.url"));
      case Unreachable(String place, String state) ->
          List.of(
              Finding.failed(
                  DATABASE,
                  "%s cannot be opened (%s)"
                      .formatted(place, state.isEmpty() ? "no word why" : state),
                  mendUnreachable(state)));
      case Reached(String place, Kind kind, Optional<Schema> schema) -> {
        List<Finding> findings = new ArrayList<>();
        findings.add(kind(place, kind));
        findings.add(
            schema
                .map(DatabaseExam::schema)
                .orElseGet(() -> Finding.skipped(SCHEMA, "the user may not read its history")));
        findings.add(detail(kind));
        yield findings;
      }
    };
  }

  /** What the reasons are that people meet. */
  private static String mendUnreachable(String state) {
    return switch (state) {
      case "28P01", "28000" ->
          "the user or the password in data.url is wrong, or pg_hba.conf does not let this machine"
              + " in";
      case "3D000" -> "make the database: createdb NAME, or name the right one in data.url";
      case "53300" -> "all connections are taken: raise max_connections, or stop who has them";
      case "57P03" -> "PostgreSQL is starting: try again in a moment";
      case "SQLITE_NOTADB" ->
          "the file is no SQLite database, or is damaged from its beginning: restore the backup";
      case "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_READONLY", "SQLITE_AUTH" ->
          "run this as the server's user, who owns the file";
      default ->
          state.startsWith("08")
              ? "is PostgreSQL running, is the host and port in data.url right, and does no firewall"
                  + " stand between? Try: psql with the same URL"
              : "run it again with BAUTA_LOG_LEVEL=DEBUG, which says more";
    };
  }

  private static Finding kind(String place, Kind kind) {
    return switch (kind) {
      case Sqlite sqlite ->
          Finding.ok(DATABASE, "%s, SQLite %s".formatted(place, sqlite.version()));
      case Postgres postgres -> {
        String seen =
            "%s, PostgreSQL %d, encoding %s%s"
                .formatted(
                    place,
                    postgres.version(),
                    postgres.encoding(),
                    postgres.owned() ? ", held by a server" : "");
        yield !postgres.encoding().equals(UTF8)
            ? Finding.failed(
                DATABASE,
                seen,
                "names in other scripts cannot be kept: make a database with"
                    + " createdb --encoding UTF8 --template template0 NAME, before there is anything"
                    + " in this one")
            : postgres.version() < POSTGRESQL_VERSION_MIN
                ? Finding.warning(
                    DATABASE,
                    seen,
                    "that version gets no fixes any more: move to %d or newer"
                        .formatted(POSTGRESQL_VERSION_MIN))
                : Finding.ok(DATABASE, seen);
      }
    };
  }

  private static Finding schema(Schema schema) {
    if (schema.broken()) {
      return Finding.failed(
          SCHEMA,
          "a migration did not come to its end",
          "restore the backup of before the upgrade, see why it failed in the log of that start, and"
              + " start again");
    }
    if (schema.applied() > schema.known()) {
      return Finding.failed(
          SCHEMA,
          "version %d, and this is a Bauta that knows %d: a newer one made it"
              .formatted(schema.applied(), schema.known()),
          "run the newer Bauta, or restore the backup of before the upgrade; there is no way back"
              + " otherwise");
    }
    if (schema.applied() < schema.known()) {
      return Finding.warning(
          SCHEMA,
          "version %d; the next start brings it to %d".formatted(schema.applied(), schema.known()),
          "make a backup, then restart the server with this version");
    }
    return Finding.ok(SCHEMA, "version %d, as it should be".formatted(schema.applied()));
  }

  private static Finding detail(Kind kind) {
    return switch (kind) {
      case Sqlite sqlite ->
          sqlite
              .fault()
              .map(
                  fault ->
                      Finding.failed(
                          INTEGRITY,
                          "the database is damaged: " + fault,
                          "stop the server, keep a copy of the file with its -wal, restore the"
                              + " backup, and check the disk"))
              .orElseGet(
                  () ->
                      sqlite.whole()
                          ? Finding.ok(INTEGRITY, "no damage was found (quick_check)")
                          : Finding.skipped(
                              INTEGRITY,
                              "it is too large to be looked through in the time that there is",
                              "on a copy: sqlite3 COPY 'pragma quick_check'"));
      case Postgres postgres ->
          postgres.missing().isEmpty()
              ? Finding.ok(PRIVILEGES, "the user may do all that a server does")
              : Finding.failed(
                  PRIVILEGES,
                  "the user may not: " + String.join(", ", postgres.missing()),
                  "as the owner of the database: grant create on schema public to USER; grant all on"
                      + " all tables in schema public to USER; grant all on all sequences in schema"
                      + " public to USER");
    };
  }
}
