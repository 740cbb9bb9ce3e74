package io.bauta.app;

import io.bauta.api.Accounts;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.Secret;
import io.bauta.doctor.AccountExam;
import io.bauta.doctor.AdminKeyExam;
import io.bauta.doctor.CertificateExam;
import io.bauta.doctor.ClockExam;
import io.bauta.doctor.DatabaseExam;
import io.bauta.doctor.Disk;
import io.bauta.doctor.Finding;
import io.bauta.doctor.PublicUrlExam;
import io.bauta.doctor.ServerExam;
import io.bauta.doctor.ServerExam.EventEndpoint;
import io.bauta.doctor.VaultExam;
import io.bauta.door.TlsException;
import io.bauta.door.TlsFiles;
import io.bauta.media.S3Media;
import io.bauta.media.S3Place;
import io.bauta.number.ProxyNumber;
import io.bauta.proof.Weakness;
import io.bauta.retention.DataKind;
import io.bauta.store.DatabaseInspection;
import io.bauta.store.DatabaseInspection.Pooled;
import io.bauta.store.DatabaseUrl;
import io.bauta.vault.MasterKeySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Looks at an installation, and has it judged: at what is on this machine, at the server if it
 * runs, at what the public URL leads to, at what the carriers say. Changes nothing, and asks only
 * what is configured.
 */
final class Doctor {

  /** How long the bucket of recordings may take. */
  static final Duration BUCKET_WAIT_MAX = Duration.ofSeconds(20);

  /** How long the server may take to list its accounts, or where events go. */
  static final Duration API_WAIT_MAX = Duration.ofSeconds(20);

  private static final int JAVA_MIN = 25;

  private static final Set<DataKind> ABOUT_PEOPLE =
      Set.of(DataKind.CALLS, DataKind.SESSIONS, DataKind.RECORDINGS);

  private final Config config;
  private final URI server;
  private final Surroundings surroundings;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Consumer<Finding> findings;
  private final ConcurrentLinkedQueue<ClockExam.Seen> clocks = new ConcurrentLinkedQueue<>();

  /**
   * A doctor for what {@code config} describes.
   *
   * @param server where it would run
   * @param progress is told what is looked at next, in words
   * @param findings is told each finding, as soon as it is there
   */
  Doctor(
      Config config,
      URI server,
      Surroundings surroundings,
      Clock clock,
      Consumer<String> progress,
      Consumer<Finding> findings) {
    this.config = config;
    this.server = server;
    this.surroundings = surroundings;
    this.clock = clock;
    this.progress = progress;
    this.findings = findings;
  }

  /** Of the Java that this runs on. */
  static Finding java() {
    Runtime.Version version = Runtime.version();
    String seen = "%s (%s)".formatted(version, System.getProperty("java.vendor"));
    return version.feature() >= JAVA_MIN
        ? Finding.ok("java", seen)
        : Finding.failed(
            "java", seen, "install a JDK %d and let JAVA_HOME name it".formatted(JAVA_MIN));
  }

  void examine() throws InterruptedException {
    disk();
    findings.accept(AdminKeyExam.judge(adminKey()));
    progress.accept("asking for a server at " + server);
    ServerExam.Seen running = running(certificate());
    findings.accept(ServerExam.judge(running));
    Optional<List<Pooled>> numbers = database(running instanceof ServerExam.Running);
    recordings();
    retention();
    Optional<ApiClient> api = running instanceof ServerExam.Running ? client() : Optional.empty();
    Optional<Map<String, JsonNode>> told = api.isEmpty() ? Optional.empty() : served(api.get());
    eventEndpoints(told.isEmpty() ? Optional.empty() : api);
    Map<String, JsonNode> served = told.orElse(Map.of());
    for (CarrierAccount account : config.accounts()) {
      account(account, running, Optional.ofNullable(served.get(account.name())), numbers);
    }
    if (config.accounts().isEmpty()) {
      findings.accept(
          Finding.warning(
              "carrier accounts",
              "none is configured, so no call can come",
              "give the server's configuration with --config FILE, with an account below carriers:"));
    }
    findings.accept(ClockExam.judge(List.copyOf(clocks)));
  }

  // This machine.

  private void disk() {
    Disk.Directory data = DiskLook.directory(config.dataDirectory());
    findings.accept(Disk.directory("data directory", data, "--data DIR"));
    if (data.kind() != Disk.Kind.NOT_A_DIRECTORY) {
      findings.accept(Disk.room(data));
    }
    List<Path> keys = new ArrayList<>();
    keys.add(AdminKey.file(config.dataDirectory()));
    if (config.masterKey().source() instanceof MasterKeySource.InFile file) {
      keys.add(file.file());
      keys.add(file.next());
    }
    if (config.masterKey().former().orElse(null) instanceof MasterKeySource.InFile former) {
      keys.add(former.file());
    }
    findings.accept(
        Disk.keyFiles(
            keys.stream()
                .filter(Files::exists)
                .map(file -> new Disk.KeyFile(file.toString(), DiskLook.mode(file)))
                .toList()));
  }

  /** The server's own, where it can be read so that its name need not be trusted. */
  private Optional<TlsFiles> certificate() {
    Optional<TlsFiles> files = config.door().tls();
    Optional<TlsFiles> readable = Optional.empty();
    CertificateExam.Seen seen = new CertificateExam.NotConfigured();
    if (files.isPresent()) {
      try {
        TlsFiles.certificates(files.get().certificate());
        readable = files;
        Instant end = files.get().endsAt(clock.instant());
        seen = new CertificateExam.Usable(files.get().certificate().toString(), end);
      } catch (TlsException unusable) {
        seen = new CertificateExam.Unusable(String.valueOf(unusable.getMessage()));
      }
    }
    CertificateExam.own(seen, clock.instant()).ifPresent(findings);
    return readable;
  }

  private AdminKeyExam.Seen adminKey() {
    if (config.adminKey().isPresent()) {
      return adminKey(config.adminKey().get(), "the configuration");
    }
    Path file = AdminKey.file(config.dataDirectory());
    if (Files.notExists(file)) {
      return new AdminKeyExam.NotYet(file.toString());
    }
    try {
      String text = Files.readString(file).strip();
      return text.length() < AdminKey.LENGTH_MIN
          ? new AdminKeyExam.Unusable("%s holds no key".formatted(file))
          : adminKey(new Secret(text), file.toString());
    } catch (IOException closed) {
      return new AdminKeyExam.Unusable(
          "%s cannot be read (%s)".formatted(file, closed.getClass().getSimpleName()));
    }
  }

  private static AdminKeyExam.Seen adminKey(Secret key, String place) {
    String text = key.reveal();
    return AdminKey.isMadeHere(key)
        ? new AdminKeyExam.Made(place)
        : new AdminKeyExam.Chosen(place, text.length(), (int) text.chars().distinct().count());
  }

  /** The numbers of its pools; empty where they could not be read. */
  private Optional<List<Pooled>> database(boolean running) {
    DatabaseUrl url = DatabaseUrl.parse(config.dataUrl().reveal());
    progress.accept("looking through the database");
    DatabaseInspection.Result seen =
        new DatabaseInspection(url, config.masterKey().source(), config.masterKey().former(), clock)
            .look();
    DatabaseExam.judge(seen.database()).forEach(findings);
    Path clear = Stores.clearKeyFile(config.dataDirectory());
    VaultExam.judge(
            seen.vault(),
            running,
            config.masterKey().former().isPresent(),
            Files.exists(clear) ? Optional.of(clear.toString()) : Optional.empty())
        .forEach(findings);
    seen.clock().ifPresent(clocks::add);
    return seen.numbers();
  }

  private void recordings() throws InterruptedException {
    String check = "recordings";
    Optional<S3Place> bucket = config.recordings().s3();
    if (bucket.isEmpty()) {
      Path directory = config.recordings().directory();
      findings.accept(
          Files.notExists(directory)
              ? Finding.skipped(
                  check, "%s is not there; the next start makes it".formatted(directory))
              : Disk.directory(check, DiskLook.directory(directory), "recordings.directory"));
      return;
    }
    progress.accept("asking for the bucket of recordings");
    String mend =
        "check recordings.s3.*: endpoint, region, bucket and keys; the key needs s3:ListBucket,"
            + " GetObject, PutObject and DeleteObject";
    try {
      boolean there =
          Within.time(
                  BUCKET_WAIT_MAX,
                  () -> {
                    try (S3Media media = new S3Media(bucket.get())) {
                      media.look();
                      return true;
                    } catch (IOException refused) {
                      throw new CommandException(String.valueOf(refused.getMessage()));
                    }
                  })
              .orElse(false);
      findings.accept(
          there
              ? Finding.ok(check, "the bucket %s is there".formatted(bucket.get().bucket()))
              : Finding.failed(
                  check, "the bucket %s did not answer".formatted(bucket.get().bucket()), mend));
    } catch (CommandException refused) {
      findings.accept(
          Finding.failed(
              check,
              "the bucket %s: %s".formatted(bucket.get().bucket(), refused.getMessage()),
              mend));
    }
  }

  private void retention() {
    findings.accept(ServerExam.retention(kinds(false), kinds(true)));
  }

  private Set<String> kinds(boolean limited) {
    return ABOUT_PEOPLE.stream()
        .filter(kind -> config.retention().of(kind).isPresent() == limited)
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  // The server.

  private ServerExam.Seen running(Optional<TlsFiles> trusted) throws InterruptedException {
    return ServerHealth.ask(server, trusted, ServerHealth.WAIT_MAX);
  }

  private Optional<ApiClient> client() {
    try {
      return Optional.of(new ApiClient(server, config));
    } catch (CommandException noKey) {
      apiClosed(noKey.getMessage());
      return Optional.empty();
    }
  }

  private void apiClosed(String why) {
    findings.accept(
        Finding.failed(
            "API",
            why,
            "give the --config and --data that the running server has, or its key in"
                + " BAUTA_ADMIN_KEY"));
  }

  /** The accounts as the server has them, by name; empty where it does not say. */
  private Optional<Map<String, JsonNode>> served(ApiClient api) throws InterruptedException {
    Map<String, JsonNode> served = new TreeMap<>();
    try {
      for (JsonNode account : all(api, "/v1/carriers")) {
        served.put(account.path("name").asString(""), account);
      }
    } catch (CommandException closed) {
      apiClosed(closed.getMessage());
      return Optional.empty();
    }
    Set<String> configured =
        config.accounts().stream().map(CarrierAccount::name).collect(Collectors.toSet());
    ServerExam.sameAccounts(configured, served.keySet()).ifPresent(findings);
    return Optional.of(served);
  }

  /** A list of the server's, to its end and within a time. */
  private static List<JsonNode> all(ApiClient api, String path) throws InterruptedException {
    return Within.time(API_WAIT_MAX, () -> api.all(path))
        .orElseThrow(
            () ->
                new CommandException(
                    "%s did not answer in full within %d s"
                        .formatted(path, API_WAIT_MAX.toSeconds())));
  }

  private void eventEndpoints(Optional<ApiClient> api) throws InterruptedException {
    String otherwise = "only a running server tells whether events arrive";
    if (api.isEmpty()) {
      findings.accept(ServerExam.events(Optional.empty(), otherwise));
      return;
    }
    try {
      List<EventEndpoint> endpoints = new ArrayList<>();
      for (JsonNode endpoint : all(api.get(), "/v1/event_endpoints")) {
        endpoints.add(
            new EventEndpoint(
                Optional.ofNullable(URI.create(endpoint.path("url").asString("")).getHost())
                    .orElse("?"),
                endpoint.path("state").asString(""),
                endpoint.path("failing").asBoolean()));
      }
      findings.accept(ServerExam.events(Optional.of(endpoints), otherwise));
    } catch (CommandException closed) {
      findings.accept(ServerExam.events(Optional.empty(), closed.getMessage()));
    }
  }

  // The accounts.

  private void account(
      CarrierAccount account,
      ServerExam.Seen running,
      Optional<JsonNode> served,
      Optional<List<Pooled>> numbers)
      throws InterruptedException {
    CarrierProfile profile = Accounts.profile(account);
    AccountExam.proof(
            account.name(),
            profile.proof().best().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            Weakness.of(account, profile))
        .forEach(findings);
    publicUrl(account, running);
    ConfiguredAccount configured =
        ConfiguredAccount.find(account.name(), config, surroundings).orElseThrow();
    Optional<List<ProxyNumber>> ours =
        numbers.map(
            all ->
                all.stream()
                    .filter(number -> number.answered() && number.account().equals(account.name()))
                    .map(Pooled::number)
                    .toList());
    progress.accept("asking %s about %s".formatted(profile.name(), account.name()));
    String theirs = "the clock of " + profile.name();
    AccountLook look =
        new AccountLook(
            configured,
            ours,
            date -> clock(theirs, date).ifPresent(clocks::add),
            surroundings.pause());
    findings.accept(look.registration());
    look.numbers().ifPresent(findings);
    findings.accept(
        AccountExam.webhooks(
            account.name(),
            served.map(Doctor::webhooks),
            "only a running server with this account tells what came"));
  }

  private void publicUrl(CarrierAccount account, ServerExam.Seen running)
      throws InterruptedException {
    String url = account.publicUrl().orElse("");
    progress.accept("asking " + url);
    List<ClockExam.Seen> theirs = new ArrayList<>();
    PublicUrlExam.Seen seen =
        account.callbackUrl(WebhookPaths.INSTANCE).isPresent()
            ? new PublicUrlProbe(date -> clock("the clock at " + url, date).ifPresent(theirs::add))
                .ask(URI.create(account.callbackUrl(WebhookPaths.INSTANCE).get()))
            : new PublicUrlExam.NotConfigured();
    Optional<String> instance =
        running instanceof ServerExam.Running here
            ? Optional.of(here.instance())
            : Optional.empty();
    // This server's clock is the one that is to be judged.
    if (!(seen instanceof PublicUrlExam.Answered answered)
        || !answered.instance().equals(instance)) {
      clocks.addAll(theirs);
    }
    PublicUrlExam.judge(account.name(), url, seen, instance, clock.instant()).forEach(findings);
  }

  private static AccountExam.Webhooks webhooks(JsonNode served) {
    JsonNode seen = served.path("seen");
    return new AccountExam.Webhooks(
        text(seen, "/genuine/last_at"),
        text(seen, "/forged/last_at"),
        text(seen, "/forged/last_reason"),
        seen.at("/forged/last_hour").asLong(),
        Stream.of("/unsigned/total", "/not_checked/total")
            .anyMatch(pointer -> seen.at(pointer).asLong() > 0));
  }

  private static Optional<String> text(JsonNode json, String pointer) {
    return Optional.of(json.at(pointer).asString("")).filter(text -> !text.isEmpty());
  }

  private Optional<ClockExam.Seen> clock(String whose, String date) {
    Instant ours = clock.instant();
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(new ClockExam.Seen(whose, Duration.between(ours, theirs)));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
