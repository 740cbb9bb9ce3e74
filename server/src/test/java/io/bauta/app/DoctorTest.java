package io.bauta.app;

import static io.bauta.doctor.Verdict.FAILED;
import static io.bauta.doctor.Verdict.OK;
import static io.bauta.doctor.Verdict.SKIPPED;
import static io.bauta.doctor.Verdict.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.bauta.HandClock;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.Carriers;
import io.bauta.doctor.Verdict;
import io.bauta.door.TestCertificate;
import io.bauta.door.TlsFiles;
import io.bauta.simulator.ApiReply;
import io.bauta.simulator.LoopbackApi;
import io.bauta.store.OtherDatabase;
import io.bauta.store.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor over real servers, databases and a carrier's API, each well and each ill. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorTest {

  private static final String FIRST = "+919000000001";
  private static final String SECOND = "+919000000002";
  private static final String PATH_SECRET = "sixteen-letters-or-more";

  @TempDir private Path root;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  /** Made once: a server that runs and is well, and the directory of one that was stopped. */
  private Place running;

  private Place stopped;
  private RunningServer runs;

  // What the test at hand is about.
  private PretendCarrierApi carrier;
  private int port;
  private String scheme;
  private Clock clock;
  private Path data;
  private String publicUrl;

  /** More settings of the account. */
  private String more;

  /** Where an installation is, and the carrier that it is registered at. */
  private record Place(Path data, int port, PretendCarrierApi carrier) {}

  @BeforeAll
  void makeOnce(@TempDir Path shared) throws Exception {
    root = shared;
    whereItIs();
    data = shared.resolve("stopped");
    serveWell().close();
    stopped = new Place(data, port, carrier);
    whereItIs();
    data = shared.resolve("running");
    runs = serveWell();
    running = new Place(data, port, carrier);
    open.clear();
  }

  @AfterAll
  void stop() {
    runs.close();
    running.carrier().close();
    stopped.carrier().close();
  }

  @BeforeEach
  void whereItIs() {
    carrier = new PretendCarrierApi();
    open.add(carrier);
    port = RunningServer.freePort();
    scheme = "http";
    clock = Clock.systemUTC();
    data = root.resolve("data");
    publicUrl = "http://127.0.0.1:" + port;
    more = "";
    environment.clear();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    open.clear();
  }

  private void at(Place place) throws IOException {
    carrier = place.carrier();
    port = place.port();
    publicUrl = "http://127.0.0.1:" + port;
    configure(yaml());
  }

  private void configure(String yaml) throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("bauta.yaml"), yaml);
  }

  /** The one that runs and is well; only what it does not keep may be changed. */
  private void besideOneThatRuns() throws IOException {
    data = running.data();
    at(running);
  }

  /** Of one that was stopped, for this test alone. */
  private void stoppedWell() throws IOException {
    try (Stream<Path> all = Files.walk(stopped.data())) {
      for (Path file : all.toList()) {
        Files.copy(
            file,
            data.resolve(stopped.data().relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    at(stopped);
  }

  private String yaml() {
    return """
    server: { public-url: "%s" }
    retention: { calls-days: 90, sessions-days: 90 }
    recordings: { retention-days: 90 }
    carriers:
      vobiz: { carrier: vobiz, home-region: IN, auth-id: MA_TEST, auth-token: %s, \
    %s api-base: "%s" }
    """
        .formatted(publicUrl, PretendCarrierApi.TOKEN, more, carrier.http.base());
  }

  private RunningServer serve() throws IOException {
    RunningServer server = RunningServer.start(data, yaml(), new HandClock(), environment, port);
    open.add(server);
    return server;
  }

  /** With two numbers, which the carrier has and leads here. */
  private RunningServer serveWell() throws Exception {
    RunningServer server = serve();
    server.pool("");
    carrier.owns(FIRST, "active").owns(SECOND, "active");
    setUp();
    return server;
  }

  private void setUp() {
    CommandRun run =
        CommandRun.of(
            SetUpCommand::new,
            new PretendCarrier.WithApi(),
            environment,
            arguments("vobiz").toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private List<String> arguments(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--config",
                "" + data.resolve("bauta.yaml"),
                "--data",
                "" + data,
                "--url",
                scheme + "://127.0.0.1:" + port));
    all.addAll(Arrays.asList(more));
    return all;
  }

  /** What it found. */
  private record Found(int exit, JsonNode json) {

    JsonNode check(String name) {
      List<JsonNode> found =
          json.path("checks")
              .valueStream()
              .filter(one -> one.path("check").asString().equals(name))
              .toList();
      assertThat(found).as("%s in %s", name, json).hasSize(1);
      return found.getFirst();
    }

    void has(String name, Verdict verdict, String seen, String mend) {
      JsonNode check = check(name);
      assertThat(check.path("verdict").asString())
          .as("%s", check)
          .isEqualTo(verdict.name().toLowerCase(Locale.ROOT));
      assertThat(check.path("seen").asString()).contains(seen);
      assertThat(check.path("mend").asString("")).contains(mend);
      assertThat(exit).isEqualTo(json.toString().contains("\"failed\"") ? Main.FAILED : 0);
    }
  }

  private Found doctor(String... more) throws Exception {
    return doctor(new PretendCarrier.WithApi(), more);
  }

  private Found doctor(Carrier dialect, String... more) throws Exception {
    CommandRun run = run(dialect, Stream.concat(Stream.of("--json"), Arrays.stream(more)).toList());
    return new Found(run.exit(), JsonMapper.shared().readTree(run.out()));
  }

  private CommandRun run(Carrier dialect, List<String> more) throws Exception {
    CommandRun run =
        CommandRun.of(
            surroundings -> new DoctorCommand(surroundings, clock),
            dialect,
            environment,
            arguments(more.toArray(String[]::new)).toArray(String[]::new));
    String all = run.out() + run.err();
    assertThat(all)
        .doesNotContain(PretendCarrierApi.TOKEN, PATH_SECRET)
        .doesNotContain("Caused by", "\tat ", "java.lang");
    Path key = AdminKey.file(data);
    if (Files.isReadable(key)) {
      assertThat(all).doesNotContain(Files.readString(key).strip());
    }
    return run;
  }

  /** Every file below the directory, with its bytes. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  // Well.

  @Test
  void aGoodSetUpIsWellInEveryCheck() throws Exception {
    besideOneThatRuns();
    Found found = doctor("--strict");
    assertThat(found.json().path("checks").valueStream())
        .allSatisfy(one -> assertThat(one.path("verdict").asString()).as("" + one).isEqualTo("ok"))
        .hasSizeGreaterThan(15);
    assertThat(found.exit()).isZero();
    assertThat(found.json().path("well").asBoolean()).isTrue();
    found.has("public URL of vobiz", OK, "leads to this server", "");
    found.has("registration of vobiz", OK, "with 2 numbers of pools", "");
    found.has("clock", OK, "the clock of Vobiz", "");
    assertThat(carrier.http.requests().stream().filter(one -> !one.method().equals("GET")))
        .as("changes, all of the set-up before")
        .hasSize(3);
  }

  @Test
  void aServerThatRunsIsNotDisturbed() throws Exception {
    try (RunningServer server = serveWell()) {
      doctor();
      assertThat(server.open("+918888800001", "+918888800002", "").status()).isEqualTo(201);
      doctor();
      assertThat(server.get("/v1/sessions").body().path("data")).hasSize(1);
      assertThat(server.get("/v1/carriers/vobiz").body().at("/seen/forged/since_start").asLong())
          .isZero();
    }
  }

  @Test
  void whereNoServerRunsTheRestIsLookedAtAndNothingIsChanged() throws Exception {
    stoppedWell();
    Map<String, String> before = files();
    Found found = doctor();
    assertThat(files()).isEqualTo(before);
    found.has("server", SKIPPED, "none answers", "./bauta serve");
    found.has("master key", OK, "opens the vault", "");
    found.has("registration of vobiz", OK, "with 2 numbers of pools", "");
    found.has("public URL of vobiz", FAILED, "nobody listens at " + publicUrl, "start the proxy");
    found.has("webhooks of vobiz", SKIPPED, "only a running server", "");
  }

  @Test
  void beforeTheFirstStartNothingIsMade() throws Exception {
    configure(yaml());
    Map<String, String> before = files();
    Found found = doctor();
    found.has("database", WARNING, "is not there", "--data DIR");
    found.has("master key", SKIPPED, "no database yet", "");
    found.has("admin key", SKIPPED, "the first start makes it", "");
    assertThat(files()).isEqualTo(before);
  }

  // Configuration and disk.

  @ParameterizedTest
  @CsvSource({
    "'server: { prot: 80 }', server.prot: unknown key",
    "'server: { port: 80 }\nserver: { port: 81 }', server",
    "'server: [', YAML",
    "'admin-key: ${NOT_SET}', NOT_SET is not set"
  })
  void aConfigurationThatCannotBeReadIsTheOnlyFinding(String text, String says) throws Exception {
    configure(text);
    Found found = doctor();
    found.has("configuration", FAILED, says, "docs/configuration.md");
    assertThat(found.json().path("checks")).hasSize(2);
    assertThat(found.exit()).isEqualTo(Main.FAILED);
  }

  @Test
  void aDataDirectoryThatIsNoneIsFound() throws Exception {
    Path config = Files.writeString(root.resolve("bauta.yaml"), yaml());
    Path file = Files.writeString(root.resolve("file"), "");
    JsonNode json = doctorOf(config, file);
    assertThat(json.toString()).contains("is not a directory", "give a directory with --data DIR");
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsFound() throws Exception {
    Path config = Files.writeString(root.resolve("bauta.yaml"), yaml());
    Path closed = Files.createDirectory(root.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(closed), "only where permissions bind whoever runs this");
    assertThat(doctorOf(config, closed).toString())
        .contains(closed + " cannot be written to", "mounted read-only: df " + closed);
  }

  @Test
  void aConfigurationThatIsNotThereIsFound() {
    JsonNode json = doctorOf(root.resolve("nowhere.yaml"), data);
    assertThat(json.toString())
        .contains("nowhere.yaml: cannot be read (NoSuchFileException)", "given with --config");
  }

  private JsonNode doctorOf(Path config, Path directory) {
    CommandRun run =
        CommandRun.of(
            surroundings -> new DoctorCommand(surroundings, clock),
            new PretendCarrier.WithApi(),
            environment,
            "--json",
            "--config",
            "" + config,
            "--data",
            "" + directory,
            "--url",
            "http://127.0.0.1:1");
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void keysThatAreOpenToOthersAreFound() throws Exception {
    stoppedWell();
    Path key = AdminKey.file(data);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    doctor().has("key files", FAILED, key + " (rw-r--r--)", "chmod 600 " + key);
  }

  @Test
  void anAdminKeyThatCanBeGuessedIsFound() throws Exception {
    Files.createDirectories(data);
    write(AdminKey.file(data), "passwordpasswordpassword");
    serveWell();
    Found found = doctor();
    found.has("admin key", WARNING, "could be guessed", "openssl rand -hex 24");
    assertThat(found.json().toString()).doesNotContain("passwordpassword");
    assertThat(found.exit()).isZero();
    assertThat(doctor("--strict").exit()).isEqualTo(Main.FAILED);
  }

  // The server's certificate.

  @Test
  void theServersCertificateIsJudgedBeforeItsStart() throws Exception {
    TestCertificate own = TestCertificate.make("EC", 90);
    TlsFiles files = own.write(root);
    configure(yaml() + tls(files));
    String check = "server certificate";
    assertCertificate(1, OK, "with its key, holds for 88 days", "");
    assertCertificate(80, WARNING, "holds for 9 days", "renew it");
    assertCertificate(91, FAILED, "the certificate ended at", "server.tls.certificate-file");
    assertCertificate(-2, FAILED, "the certificate holds from", "none can start");
    clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
    Files.writeString(files.privateKey(), TestCertificate.make("EC", 90).keyPem());
    doctor().has(check, FAILED, "is not the private key of the first certificate", "server's user");
    Files.setPosixFilePermissions(files.privateKey(), PosixFilePermissions.fromString("rw-r--r--"));
    doctor().has(check, FAILED, "chmod 600 " + files.privateKey(), "private-key-file");
    Files.delete(files.privateKey());
    doctor().has(check, FAILED, files.privateKey() + ": cannot be read", "private-key-file");
    Files.delete(files.certificate());
    Found found = doctor();
    found.has(check, FAILED, files.certificate() + ": cannot be read", "certificate-file");
    found.has("server", SKIPPED, "none answers", "./bauta serve");
    assertThat(found.json().toString()).doesNotContain(own.keyPem().lines().toList().get(1));
  }

  private void assertCertificate(long days, Verdict verdict, String seen, String mend)
      throws Exception {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    doctor().has("server certificate", verdict, seen, mend);
  }

  private static String tls(TlsFiles files) {
    return "server.tls: { certificate-file: '%s', private-key-file: '%s' }\n"
        .formatted(files.certificate(), files.privateKey());
  }

  @Test
  void aServerOfItsOwnCertificateIsAskedAndOneOfAnotherIsNotTakenForNone() throws Exception {
    TlsFiles files = TestCertificate.make("EC", 90).write(Files.createDirectory(root.resolve("a")));
    clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
    String yaml = yaml();
    RunningServer server = RunningServer.start(data, yaml + tls(files), clock, environment, port);
    open.add(server);
    scheme = "https";
    Found found = doctor();
    found.has("server certificate", OK, "holds for 89 days", "");
    found.has("server", OK, "https://127.0.0.1:" + port + " runs and is well", "");
    TlsFiles others =
        TestCertificate.make("EC", 90).write(Files.createDirectory(root.resolve("b")));
    configure(yaml + tls(others));
    doctor().has("server", FAILED, "no certificate that holds and is trusted", "BAUTA_CA_FILE");
  }

  // Keys.

  @Test
  void anotherMasterKeyIsFoundAndLeavesTheServerAlone() throws Exception {
    stoppedWell();
    Path key = MasterKeyPlaces.file(data);
    write(key, anotherKey());
    Found found = doctor();
    found.has("master key", FAILED, "is not the one of this database", "former-master-key");
    Files.delete(key);
    doctor().has("master key", FAILED, key + " is missing", "from your backup");
    write(key, "no key");
    doctor().has("master key", FAILED, "expected 32 random bytes", "server's user");
  }

  private static String anotherKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static void write(Path key, String text) throws IOException {
    Files.writeString(key, text);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aHalfDoneChangeOfTheMasterKeyIsFound() throws Exception {
    stoppedWell();
    Path key = MasterKeyPlaces.file(data);
    Path next = key.resolveSibling("master.key.next");
    write(next, anotherKey());
    doctor().has("key rotation", WARNING, "a next master key lies in " + next, "rotate-master");
    // As if it had been cut off: the data keys are wrapped with the next one.
    write(next, Files.readString(key));
    write(key, anotherKey());
    Map<String, String> before = files();
    Found found = doctor();
    found.has("key rotation", WARNING, "cut off", "start the server");
    found.has("master key", OK, "opens the vault", "");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aHalfDoneRotationIsFoundWhereNobodyGoesOn() throws Exception {
    stoppedWell();
    OtherDatabase.change(
        data.resolve("bauta.db"),
        "insert into vault_rotation (id, keyset, stage, started_at, pass, table_name, reached,"
            + " looked_at, found, row_count, changed)"
            + " values (1, 'SEALING', 'RESEALING', 1, 1, 'session', null, 5, 0, 9, 0)");
    doctor()
        .has(
            "key rotation",
            WARNING,
            "half done: the key of sealing, resealing, pass 1, 5 of 9",
            "start the server");
  }

  // Database.

  @Test
  void aSchemaOfANewerVersionIsFoundAndNotRead() throws Exception {
    stoppedWell();
    OtherDatabase.change(
        data.resolve("bauta.db"),
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " values (99, '999', 'later', 'SQL', 'V999', 1, 'x', 1, 1)");
    Found found = doctor();
    found.has("schema", FAILED, "version 999", "run the newer Bauta");
    found.has("master key", SKIPPED, "the schema is not the one", "");
    found.has("numbers of vobiz", SKIPPED, "could not be read", "schema");
    found.has("registration of vobiz", SKIPPED, "could not be read", "schema");
  }

  @Test
  void aSchemaOfAnOlderVersionIsFoundAndLeft() throws Exception {
    stoppedWell();
    OtherDatabase.change(
        data.resolve("bauta.db"),
        "delete from flyway_schema_history where installed_rank ="
            + " (select max(installed_rank) from flyway_schema_history)");
    Map<String, String> before = files();
    doctor().has("schema", WARNING, "the next start brings it to", "backup");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aDatabaseThatIsDamagedIsFound() throws Exception {
    stoppedWell();
    Path file = data.resolve("bauta.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 20_000, (byte) 7);
    Files.write(file, bytes);
    Found found = doctor();
    assertThat(found.json().toString()).contains("damaged", "restore the backup");
    Files.writeString(
        file, "this is not a database, and long enough to be taken for a header of one");
    doctor().has("database", FAILED, "SQLITE_NOTADB", "restore the backup");
  }

  @Test
  void postgresqlIsLookedAtWithoutTakingItFromItsServer() throws Exception {
    environment.put("BAUTA_DATA_URL", TestPostgres.createUrl());
    serveWell();
    Found found = doctor();
    found.has("database", OK, "encoding UTF8, held by a server", "");
    found.has("privileges", OK, "all that a server does", "");
    found.has("master key", OK, "opens the vault", "");
    found.has("registration of vobiz", OK, "with 2 numbers", "");
    found.has("clock", OK, "the database's clock", "");
    clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-30));
    doctor().has("clock", WARNING, "ahead of this machine's", "timedatectl");
  }

  @Test
  void missingPrivilegesAndAWrongPasswordAreFound() throws Exception {
    String url = TestPostgres.createUrl();
    environment.put("BAUTA_DATA_URL", url);
    serveWell().close();
    OtherDatabase.changePostgres(url, "create role looker login password 'looker-secret-word'");
    environment.put(
        "BAUTA_DATA_URL", url.replace("postgres:postgres@", "looker:looker-secret-word@"));
    Found found = doctor();
    found.has("privileges", FAILED, "read and change", "grant all on all tables");
    found.has("master key", SKIPPED, "cannot be read", "");
    assertThat(found.json().toString()).doesNotContain("looker-secret-word");
    environment.put("BAUTA_DATA_URL", url.replaceAll("/bauta_\\d+$", "/nowhere"));
    doctor().has("database", FAILED, "3D000", "createdb");
    environment.put("BAUTA_DATA_URL", "postgresql://bauta:secret-word-of-it@127.0.0.1:1/bauta");
    doctor().has("database", FAILED, "08001", "is PostgreSQL running");
  }

  // Clock.

  @Test
  void aClockThatIsWrongIsFound() throws Exception {
    besideOneThatRuns();
    assertClock(-180, FAILED, "ahead of this machine's: genuine webhooks");
    assertClock(180, FAILED, "behind this machine's: genuine webhooks");
    assertClock(30, WARNING, "behind");
    assertClock(3, OK, "right to 10 s");
  }

  private void assertClock(long ahead, Verdict verdict, String says) throws Exception {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(ahead));
    doctor().has("clock", verdict, says, verdict == OK ? "" : "timedatectl set-ntp true");
  }

  // The public URL.

  @Test
  void aPublicUrlThatLeadsToAnotherServerIsFound() throws Exception {
    publicUrl = "http://127.0.0.1:" + running.port();
    serve();
    doctor()
        .has(
            "public URL of vobiz",
            FAILED,
            "another Bauta than the one that runs here answers at " + publicUrl,
            "let DNS or the proxy lead here");
  }

  @Test
  void aPublicUrlAtWhichSomethingElseAnswersIsFound() throws Exception {
    AtomicInteger status = new AtomicInteger();
    LoopbackApi other = new LoopbackApi("/below", request -> new ApiReply(status.get(), "{}"));
    open.add(other);
    besideOneThatRuns();
    publicUrl = other.base().toString();
    configure(yaml());
    Map<Integer, String> said =
        Map.of(
            404, "something else answers",
            200, "something else answers",
            401, "wants a login",
            502, "reaches no server behind it",
            301, "carriers do not follow");
    for (Map.Entry<Integer, String> one : said.entrySet()) {
      status.set(one.getKey());
      doctor().has("public URL of vobiz", FAILED, one.getValue(), "");
    }
  }

  @Test
  void aPublicUrlWithoutAnAddressIsFound() throws Exception {
    besideOneThatRuns();
    publicUrl = "http://mask.invalid";
    configure(yaml());
    doctor().has("public URL of vobiz", FAILED, "has no address", "DNS");
  }

  // The carrier.

  @Test
  void aCarrierThatLeadsElsewhereIsFoundAndLeft() throws Exception {
    besideOneThatRuns();
    int changes = carrier.changes().size();
    publicUrl = "http://127.0.0.1:" + port + "/below";
    configure(yaml());
    Found found = doctor();
    found.has("registration of vobiz", FAILED, "make the application", "run ./bauta setup vobiz");
    assertThat(carrier.changes()).hasSize(changes);
  }

  @Test
  void numbersThatTheCarrierDoesNotLeadHereOrDoesNotHaveAreFound() throws Exception {
    RunningServer server = serveWell();
    server.post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000003\"]}");
    carrier.owns(SECOND, "unhealthy");
    Found found = doctor();
    found.has("registration of vobiz", FAILED, "attach +919000000003", "setup vobiz");
    found.has("numbers of vobiz", FAILED, "not the account's: +919000000003", "PATCH /v1/pools");
    carrier.owns("+919000000003", "active");
    doctor().has("numbers of vobiz", WARNING, "1 of pools do not work well: " + SECOND, "--import");
  }

  @Test
  void credentialsThatTheCarrierDoesNotTakeAreFound() throws Exception {
    besideOneThatRuns();
    Files.writeString(
        data.resolve("bauta.yaml"),
        yaml().replace(PretendCarrierApi.TOKEN, "token-that-was-replaced"));
    doctor()
        .has("registration of vobiz", FAILED, "carriers.vobiz.auth-token", "check the credentials");
  }

  @Test
  void aCarrierWithoutAnApiIsLeftToPeople() throws Exception {
    besideOneThatRuns();
    doctor(new PretendCarrier())
        .has("registration of vobiz", SKIPPED, "has no API", "setup vobiz --dry-run");
  }

  @Test
  void aCarrierWhoseSetUpAsksNothingIsLeftToPeopleAndNoClock() throws Exception {
    besideOneThatRuns();
    Found found = doctor(Carriers.byId("alohaa").orElseThrow());
    found.has("registration of vobiz", SKIPPED, "Alohaa has no API", "compare by hand");
    found.has("clock", SKIPPED, "no other clock", "timedatectl status");
  }

  @Test
  void aCarrierThatDoesNotAnswerIsFoundWithoutLongWaits() throws Exception {
    besideOneThatRuns();
    configure(yaml().replace(carrier.http.base().toString(), "http://127.0.0.1:1"));
    Found found = doctor();
    found.has("registration of vobiz", FAILED, "no reply from the API of Vobiz", "the network");
  }

  // The server.

  @Test
  void anAccountThatIsWeakerThanItsCarrierAllowsIsFound() throws Exception {
    more = "path-secret: %s,".formatted(PATH_SECRET);
    besideOneThatRuns();
    configure(yaml().replace("auth-id:", "signature: prefer, auth-id:"));
    doctor()
        .has("proof of vobiz", WARNING, "signature is prefer", "carriers.vobiz.signature: require");
  }

  @Test
  void forgedWebhooksAreFound() throws Exception {
    more = "path-secret: %s,".formatted(PATH_SECRET);
    RunningServer server = serveWell();
    server.form("/carriers/vobiz/another-secret-than-it/answer", Map.of("From", "1"));
    Found found = doctor();
    found.has("webhooks of vobiz", WARNING, "1 forged in the last hour", "run ./bauta setup vobiz");
    // What the carrier leaves to people, with the secret hidden in it.
    found.has("registration of vobiz", WARNING, "[path-secret]/hangup", "do it by hand");
    found.has("public URL of vobiz", OK, "leads to this server", "");
  }

  @Test
  void aServerWithAnotherConfigurationIsFound() throws Exception {
    besideOneThatRuns();
    configure(yaml().replace("  vobiz:", "  second:"));
    doctor().has("configuration in use", WARNING, "second, vobiz", "restart the server");
  }

  @Test
  void anotherKeyThanTheServersIsFound() throws Exception {
    besideOneThatRuns();
    environment.put("BAUTA_ADMIN_KEY", "another-key-than-the-server-has-1234567890");
    Found found = doctor();
    found.has("API", FAILED, "401", "--config and --data");
    found.has("event endpoints", SKIPPED, "", "");
  }

  @Test
  void aServerWithoutAccountsIsAskedWhetherEventsArrive() throws Exception {
    configure("{}");
    open.add(RunningServer.start(data, "{}", new HandClock(), environment, port));
    Found found = doctor();
    found.has("event endpoints", OK, "0, and none fails", "");
    found.has("carrier accounts", WARNING, "none is configured", "--config FILE");
  }

  @Test
  void whatAnswersAndIsNoServerIsFound() throws Exception {
    LoopbackApi other = new LoopbackApi("", request -> new ApiReply(200, "{}"));
    open.add(other);
    stoppedWell();
    port = other.base().getPort();
    doctor().has("server", FAILED, "is not Bauta (HTTP 200)", "give the server's address");
  }

  @Test
  void whereNothingIsEverForgottenIsSaid() throws Exception {
    besideOneThatRuns();
    configure(yaml().replaceAll("(?m)^(retention|recordings):.*\n", ""));
    doctor().has("retention", WARNING, "calls, recordings, sessions", "retention.calls-days");
  }

  @Test
  void aStoreOfRecordingsThatCannotBeUsedIsFound() throws Exception {
    besideOneThatRuns();
    String s3 =
        "recordings: { retention-days: 90, s3: { bucket: acme, endpoint: \"http://127.0.0.1:1\","
            + " access-key: key, secret-key: secret-of-the-bucket } }";
    configure(yaml().replaceAll("(?m)^recordings:.*", s3));
    Found found = doctor();
    found.has("recordings", FAILED, "the bucket acme", "recordings.s3.*");
    assertThat(found.json().toString()).doesNotContain("secret-of-the-bucket");
  }

  // How it is printed.

  @Test
  void forPeopleEachFindingIsALineWithHowToMendIt() throws Exception {
    stoppedWell();
    CommandRun run = run(new PretendCarrier.WithApi(), List.of());
    assertThat(run.out())
        .contains("OK       master key: ")
        .contains("FAILED   public URL of vobiz: nobody listens at " + publicUrl)
        .contains("         → start the proxy there")
        .containsPattern("(?m)^\\d+ checks: \\d+ OK, 0 warnings, 1 failed, \\d+ skipped$");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 180);
    assertThat(Optional.of(run.exit())).contains(Main.FAILED);
  }
}
