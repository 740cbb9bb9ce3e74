package io.bauta.store;

import io.bauta.doctor.ClockExam;
import io.bauta.doctor.DatabaseExam;
import io.bauta.doctor.VaultExam;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.store.VaultRows.Kept;
import io.bauta.vault.KeyRing;
import io.bauta.vault.MasterKey;
import io.bauta.vault.MasterKeySource;
import io.bauta.vault.TokenStage;
import io.bauta.vault.VaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * Looks at a database and changes nothing in it, whether or not a server has it: takes no lock that
 * a server wants, makes no schema, and leaves no file behind.
 */
public final class DatabaseInspection {

  /** How long SQLite may look through its file. */
  public static final Duration QUICK_CHECK_MAX = Duration.ofSeconds(60);

  /** How long a statement may take otherwise. */
  public static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  /** Steps of SQLite's machine between two looks at the time. */
  private static final int STEPS_BETWEEN_LOOKS = 10_000;

  /** Of the words of a fault, which quote no data. */
  private static final int FAULT_LENGTH = 200;

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseInspection.class);

  private static final String HISTORY =
      """
      select version, success from flyway_schema_history where version is not null
      """;

  private static final String NUMBERS =
      """
      select n.number, n.state, coalesce(n.carrier_account, p.carrier_account) as account
      from pool_number n join pool p on p.id = n.pool_id
      order by n.number
      """;

  private static final String POSTGRES =
      """
      select current_setting('server_version_num')::int / 10000 as version,
        current_setting('server_encoding') as encoding,
        extract(epoch from clock_timestamp()) * 1000 as now_millis,
        case when has_schema_privilege(current_schema(), 'create') then 1 else 0 end as creates
      """;

  private static final String HISTORY_IS_THERE =
      """
      select 1 where to_regclass('flyway_schema_history') is not null
      """;

  private static final String SQLITE_HISTORY_IS_THERE =
      """
      select 1 from sqlite_master where type = 'table' and name = 'flyway_schema_history'
      """;

  private static final String CLOSED_TABLES =
      """
      select t.relname as table_name from pg_class t join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = current_schema() and t.relkind in ('r', 'p')
        and not (has_table_privilege(t.oid, 'select') and has_table_privilege(t.oid, 'insert')
          and has_table_privilege(t.oid, 'update') and has_table_privilege(t.oid, 'delete'))
      order by t.relname
      """;

  private static final String OWNED =
      """
      select 1 from pg_locks
      where locktype = 'advisory' and classid = ? and objid = 0 and granted
        and database = (select oid from pg_database where datname = current_database())
      """;

  private final DatabaseUrl url;
  private final MasterKeySource source;
  private final Optional<MasterKeySource> former;
  private final Clock clock;

  /**
   * A number of a pool.
   *
   * @param answered whether calls on it are
   * @param account that it is of
   */
  public record Pooled(ProxyNumber number, boolean answered, String account) {}

  /**
   * What was seen.
   *
   * @param clock the database's, where it has one of its own
   * @param numbers empty where they could not be read
   */
  public record Result(
      DatabaseExam.Seen database,
      VaultExam.Seen vault,
      Optional<ClockExam.Seen> clock,
      Optional<List<Pooled>> numbers) {}

  /**
   * A look at {@code url}.
   *
   * @param source where the master key is
   * @param former where the one before it is
   */
  public DatabaseInspection(
      DatabaseUrl url, MasterKeySource source, Optional<MasterKeySource> former, Clock clock) {
    this.url = url;
    this.source = source;
    this.former = former;
    this.clock = clock;
  }

  /** Looks. */
  public Result look() {
    try {
      return switch (url) {
        case DatabaseUrl.Sqlite sqlite ->
            Files.notExists(sqlite.file())
                ? new Result(
                    new DatabaseExam.Absent(url.toString()),
                    new VaultExam.NotSeen("there is no database yet"),
                    Optional.empty(),
                    Optional.of(List.of()))
                : sqlite(sqlite.file());
        case DatabaseUrl.Postgres postgres -> postgres(postgres);
      };
    } catch (SQLException fault) {
      LOG.debug("cause", fault);
      return unseen(
          new DatabaseExam.Unreachable(url.toString(), word(fault)),
          "the database cannot be looked into");
    }
  }

  private static Result unseen(DatabaseExam.Seen database, String why) {
    return new Result(database, new VaultExam.NotSeen(why), Optional.empty(), Optional.empty());
  }

  /** The database's own word; never its message, which may quote what it was asked. */
  private static String word(SQLException fault) {
    if (fault instanceof SQLiteException sqlite) {
      return sqlite.getResultCode().name();
    }
    return fault.getSQLState() == null ? "" : fault.getSQLState();
  }

  private Result sqlite(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(Math.toIntExact(ANSWER_MAX.toMillis()));
    try (Connection connection = config.createConnection(readOnly(file));
        Link link = new Link(connection, new SqliteDialect())) {
      boolean made = link.query(SQLITE_HISTORY_IS_THERE).exists();
      DatabaseExam.Schema schema = schema(link, made);
      DatabaseExam.Kind kind = quickCheck(connection);
      return result(link, kind, schema, Optional.empty());
    }
  }

  /**
   * Where no write-ahead log lies nobody has it open, and then nothing need be made beside it to
   * read it.
   */
  private static String readOnly(Path file) {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    String uri = "jdbc:sqlite:" + file.toAbsolutePath().toUri().toString().replace("///", "/");
    return uri + (Files.exists(log) ? "?mode=ro" : "?mode=ro&immutable=1");
  }

  private static DatabaseExam.Sqlite quickCheck(Connection connection) throws SQLException {
    long end = System.nanoTime() + QUICK_CHECK_MAX.toNanos();
    ProgressHandler.setHandler(
        connection,
        STEPS_BETWEEN_LOOKS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() - end > 0 ? 1 : 0;
          }
        });
    String version = connection.getMetaData().getDatabaseProductVersion();
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("pragma quick_check(1)")) {
      String word = rows.next() ? rows.getString(1) : "no answer";
      return new DatabaseExam.Sqlite(
          version,
          Optional.of(word.substring(0, Math.min(word.length(), FAULT_LENGTH)))
              .filter(fault -> !fault.equals("ok")),
          true);
    } catch (SQLiteException stopped) {
      String code = stopped.getResultCode().name();
      boolean late = code.equals("SQLITE_INTERRUPT");
      return new DatabaseExam.Sqlite(version, late ? Optional.empty() : Optional.of(code), !late);
    } finally {
      ProgressHandler.clearHandler(connection);
    }
  }

  private Result postgres(DatabaseUrl.Postgres postgres) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbc(), postgres.properties());
        Link link = new Link(connection, new PostgresDialect())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set default_transaction_read_only = on");
        statement.execute("set statement_timeout = " + ANSWER_MAX.toMillis());
      }
      Instant before = clock.instant();
      Server server = link.query(POSTGRES).first(DatabaseInspection::server).orElseThrow();
      Instant ours = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
      List<String> missing = new ArrayList<>();
      if (!server.creates()) {
        missing.add("make tables");
      }
      List<String> closed = link.query(CLOSED_TABLES).all(row -> row.text("table_name"));
      if (!closed.isEmpty()) {
        missing.add(
            "read and change %d tables, such as %s".formatted(closed.size(), closed.getFirst()));
      }
      boolean made = link.query(HISTORY_IS_THERE).exists();
      boolean readsHistory = made && !closed.contains("flyway_schema_history");
      Optional<DatabaseExam.Schema> schema =
          made && !readsHistory ? Optional.empty() : Optional.of(schema(link, made));
      boolean owned = link.query(OWNED).with(PostgresDialect.LOCKS).exists();
      DatabaseExam.Kind kind =
          new DatabaseExam.Postgres(server.version(), server.encoding(), missing, owned);
      ClockExam.Seen theirs =
          new ClockExam.Seen("the database's clock", Duration.between(ours, server.now()));
      return closed.isEmpty()
          ? result(link, kind, schema.orElseThrow(), Optional.of(theirs))
          : new Result(
              new DatabaseExam.Reached(url.toString(), kind, schema),
              new VaultExam.NotSeen("tables of the database cannot be read"),
              Optional.of(theirs),
              Optional.empty());
    }
  }

  /** What a PostgreSQL says of itself. */
  private record Server(int version, String encoding, Instant now, boolean creates) {}

  private static Server server(Row row) throws SQLException {
    return new Server(
        Math.toIntExact(row.number("version")),
        row.text("encoding"),
        Instant.ofEpochMilli(row.number("now_millis")),
        row.number("creates") == 1);
  }

  private static DatabaseExam.Schema schema(Link link, boolean made) throws SQLException {
    List<Applied> applied =
        made
            ? link.query(HISTORY)
                .all(row -> new Applied(Integer.parseInt(row.text("version")), isTrue(row)))
            : List.of();
    return new DatabaseExam.Schema(
        applied.stream().filter(Applied::success).mapToInt(Applied::version).max().orElse(0),
        known(),
        applied.stream().anyMatch(one -> !one.success()));
  }

  private record Applied(int version, boolean success) {}

  private static boolean isTrue(Row row) throws SQLException {
    String word = row.text("success");
    return word.equals("t") || word.equals("1") || word.equals("true");
  }

  /** Both databases have the same migrations; those of SQLite need no server to be listed. */
  private static int known() {
    return Arrays.stream(
            Flyway.configure()
                .dataSource("jdbc:sqlite::memory:", null, null)
                .locations("classpath:db/sqlite")
                .load()
                .info()
                .all())
        .map(info -> info.getVersion())
        .map(MigrationVersion::getVersion)
        .mapToInt(Integer::parseInt)
        .max()
        .orElseThrow();
  }

  private Result result(
      Link link,
      DatabaseExam.Kind kind,
      DatabaseExam.Schema schema,
      Optional<ClockExam.Seen> theirs)
      throws SQLException {
    DatabaseExam.Seen database =
        new DatabaseExam.Reached(url.toString(), kind, Optional.of(schema));
    return schema.isReadable()
        ? new Result(database, vault(link), theirs, Optional.of(numbers(link)))
        : new Result(
            database,
            schema.applied() == 0
                ? new VaultExam.NotYet()
                : new VaultExam.NotSeen("the schema is not the one that this version reads"),
            theirs,
            schema.applied() == 0 ? Optional.of(List.of()) : Optional.empty());
  }

  private static List<Pooled> numbers(Link link) throws SQLException {
    return link.query(NUMBERS)
        .all(
            row ->
                new Pooled(
                    new ProxyNumber(row.number("number")),
                    NumberState.valueOf(row.text("state")).isAnswered(),
                    row.text("account")));
  }

  private VaultExam.Seen vault(Link link) throws SQLException {
    Optional<Kept> kept = VaultRows.read(link);
    if (kept.isEmpty()) {
      return new VaultExam.NotYet();
    }
    try {
      return opened(link, kept.get());
    } catch (VaultException unusable) {
      return new VaultExam.Unreadable(String.valueOf(unusable.getMessage()));
    }
  }

  private VaultExam.Seen opened(Link link, Kept kept) throws SQLException {
    Optional<Path> next =
        source instanceof MasterKeySource.InFile file && file.hasNext()
            ? Optional.of(file.next())
            : Optional.empty();
    if (source instanceof MasterKeySource.InFile file && !file.exists() && next.isEmpty()) {
      return new VaultExam.Missing(file.file().toString());
    }
    boolean there = !(source instanceof MasterKeySource.InFile file) || file.exists();
    if (there) {
      MasterKey master = source.read();
      if (VaultOpening.isOf(kept, master)) {
        return seen(link, kept, master, next, false, false);
      }
    }
    if (next.isPresent() && source instanceof MasterKeySource.InFile file) {
      MasterKey following = file.readNext();
      if (VaultOpening.isOf(kept, following)) {
        return seen(link, kept, following, next, true, false);
      }
    }
    if (former.isPresent()) {
      MasterKey before = former.get().read();
      if (VaultOpening.isOf(kept, before)) {
        return seen(link, kept, before, next, false, true);
      }
    }
    return new VaultExam.Another(source.words());
  }

  private VaultExam.Seen seen(
      Link link, Kept kept, MasterKey master, Optional<Path> next, boolean byNext, boolean byFormer)
      throws SQLException {
    KeyRing.Content content = kept.open(master);
    KeyRing ring = new KeyRing(content.keys(), content.stage());
    Optional<VaultCheck> check = VaultCheck.read(link, content.stage() == TokenStage.MOVING);
    if (check.isPresent() && !check.get().isOf(ring)) {
      return new VaultExam.OthersNumbers(source.words());
    }
    return new VaultExam.Opens(
        source.words(),
        kept.rotation().map(DatabaseInspection::words),
        next.map(Path::toString),
        byNext,
        byFormer);
  }

  private static String words(VaultRows.Rotation rotation) {
    return "the key of %s, %s, pass %d, %d of %d rows looked at"
        .formatted(
            rotation.keyset().name().toLowerCase(Locale.ROOT),
            rotation.stage().toLowerCase(Locale.ROOT),
            rotation.pass(),
            rotation.lookedAt(),
            Math.max(rotation.rows(), rotation.lookedAt()));
  }
}
