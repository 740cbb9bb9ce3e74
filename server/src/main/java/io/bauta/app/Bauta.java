package io.bauta.app;

import io.bauta.access.Gate;
import io.bauta.access.KeyHash;
import io.bauta.access.Keys;
import io.bauta.access.Logins;
import io.bauta.access.RevealLimit;
import io.bauta.api.Accounts;
import io.bauta.api.Api;
import io.bauta.api.AuditApi;
import io.bauta.api.BlocksApi;
import io.bauta.api.BookingsApi;
import io.bauta.api.CallJson;
import io.bauta.api.CallsApi;
import io.bauta.api.CarriersApi;
import io.bauta.api.DeliveriesApi;
import io.bauta.api.ErasuresApi;
import io.bauta.api.EventEndpointsApi;
import io.bauta.api.EventJson;
import io.bauta.api.EventsApi;
import io.bauta.api.ExchangeJson;
import io.bauta.api.ExplainApi;
import io.bauta.api.KeysApi;
import io.bauta.api.MeApi;
import io.bauta.api.PersonExportApi;
import io.bauta.api.PlanApi;
import io.bauta.api.PlatformPlace;
import io.bauta.api.PoolsApi;
import io.bauta.api.RecordingsApi;
import io.bauta.api.RetentionApi;
import io.bauta.api.RevealApi;
import io.bauta.api.SessionsApi;
import io.bauta.api.TotalsApi;
import io.bauta.api.UnmatchedApi;
import io.bauta.api.VaultApi;
import io.bauta.api.WebhooksApi;
import io.bauta.call.CallStore;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.delivery.Deliveries;
import io.bauta.edge.CallLedger;
import io.bauta.edge.CallLog;
import io.bauta.edge.CarrierWebhooks;
import io.bauta.edge.DeadlineRouteSource;
import io.bauta.edge.Exchanges;
import io.bauta.edge.Platform;
import io.bauta.edge.PlatformAnswer;
import io.bauta.edge.PlatformDesk;
import io.bauta.edge.RecentCallers;
import io.bauta.edge.RecentPhones;
import io.bauta.edge.ReplayGuard;
import io.bauta.edge.ToldCalls;
import io.bauta.edge.WebhookRates;
import io.bauta.event.Audience;
import io.bauta.event.DeliveryPace;
import io.bauta.event.Endpoints;
import io.bauta.event.Happening;
import io.bauta.event.SigningSecret;
import io.bauta.id.TimeOrderedIds;
import io.bauta.openid.Provider;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.Reach;
import io.bauta.outbox.NearReminders;
import io.bauta.outbox.Outbox;
import io.bauta.outbox.SendingPace;
import io.bauta.person.Erasures;
import io.bauta.plan.Pressure;
import io.bauta.plan.Pressures;
import io.bauta.pool.Blocks;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Pools;
import io.bauta.pool.UnknownCaller;
import io.bauta.proof.ProofLog;
import io.bauta.proof.Weakness;
import io.bauta.retention.DataKind;
import io.bauta.retention.Retention;
import io.bauta.routing.PinAttempts;
import io.bauta.routing.RouteIndex;
import io.bauta.routing.Router;
import io.bauta.session.Sessions;
import io.bauta.speech.Words;
import io.bauta.store.EventRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: its parts, from the store outwards. */
public final class Bauta implements AutoCloseable {

  /** How long a list of calls waits for what the call log still queues. */
  private static final Duration CALL_LOG_FLUSH_MAX = Duration.ofMillis(500);

  /** How long the sweep waits for it. */
  private static final Duration SWEEP_FLUSH_MAX = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Bauta.class);

  private final Config config;
  private final Stores stores;
  private final RouteLoader loader;
  private final CarrierHttp carrierHttp = new CarrierHttp();
  private final Optional<PlatformHttp> platformHttp;
  private final Optional<OutboundHttp> providerHttp;
  private final EventHttp eventHttp;
  private final Deliveries deliveries;
  private final NearReminders reminders;
  private final Outbox outbox;
  private final CallLog callLog;
  private final RecordingParts recordings;
  private final VaultKeeper vault;
  private final CallSweeper sweeper;
  private final KeyUses keyUses;
  private final ProofKeeper proofKeeper;
  private final AuditNotes auditNotes;
  private final RetentionJob retentionJob;
  private final Optional<CertificateWatch> tls;
  private final ErasureJob erasureJob;
  private final HttpServer http;
  private boolean closed;

  /** Starts a server. It answers carriers when this returns. */
  public static Bauta start(Config config, Clock clock) {
    return start(config, clock, UnaryOperator.identity());
  }

  /**
   * The same, with something between the call log and the store, by which it is told what the store
   * costs.
   */
  static Bauta start(Config config, Clock clock, UnaryOperator<CallStore> callLogStore) {
    makeDataDirectory(config.dataDirectory());
    Secret key = config.adminKey().orElseGet(() -> AdminKey.readOrMake(config.dataDirectory()));
    EventWords words = new EventWords();
    Audience audience = new Audience();
    EventRecorder recorder = new EventRecorder(audience, words, new TimeOrderedIds());
    // First: a certificate that cannot be used is a mistake of the configuration.
    Optional<CertificateWatch> tls =
        config.door().tls().map(files -> CertificateWatch.start(files, clock));
    try {
      Stores stores = Stores.open(config, recorder, words, clock);
      try {
        return new Bauta(
            config, stores, new Told(audience, recorder, words), tls, key, callLogStore, clock);
      } catch (RuntimeException notStarted) {
        stores.close();
        throw notStarted;
      }
    } catch (RuntimeException notStarted) {
      tls.ifPresent(CertificateWatch::close);
      throw notStarted;
    }
  }

  /** What is there of events before anything else. */
  private record Told(Audience audience, EventRecorder recorder, EventWords words) {}

  private Bauta(
      Config config,
      Stores stores,
      Told told,
      Optional<CertificateWatch> tls,
      Secret key,
      UnaryOperator<CallStore> callLogStore,
      Clock clock) {
    this.config = config;
    this.tls = tls;
    this.stores = stores;
    TimeOrderedIds ids = new TimeOrderedIds();
    RouteIndex index = new RouteIndex();
    Pools pools = new Pools(stores.pools());
    Blocks blocks = new Blocks(stores.blocks());
    told.words().use(new EventJson(CallJson.withoutRecordings(pools)));
    // Who runs the server names the provider, which may be in their own network.
    providerHttp =
        config.login().map(_ -> new OutboundHttp(Reach.ANYWHERE, "Bauta/" + BuildVersion.number()));
    eventHttp = new EventHttp(config.events().reach(), clock);
    Endpoints endpoints = new Endpoints(stores.endpoints());
    deliveries =
        new Deliveries(
            endpoints,
            stores.events(),
            stores.events(),
            stores.sessionEnds(),
            index,
            eventHttp,
            DeliveryPace.USUAL,
            config.events().notice(),
            told.audience(),
            clock);
    Pressures pressures = new Pressures((pool, pressure) -> warn(pool, pressure, told, clock));
    Sessions sessions = new Sessions(stores.sessions(), pools, index, pressures, index, index, ids);
    config
        .pair()
        .ifPresent(
            pair -> new TutorialPairs(pools, sessions, ids).establish(pair, clock.instant()));
    config
        .bookings()
        .ifPresent(account -> BookingPool.establish(account.name(), pools, ids, clock.instant()));
    loader = new RouteLoader(stores.sessions(), index, clock);
    Exchanges exchanges = new Exchanges(clock.instant());
    reminders = new NearReminders(stores.reminders(), clock);
    outbox =
        new Outbox(
            stores.outbox(),
            stores.calls(),
            carrierHttp,
            reminders,
            config.accounts(),
            SendingPace.USUAL,
            exchanges,
            clock);
    callLog =
        new CallLog(
            callLogStore.apply(stores.calls()), stores.journal(), stores.outbox(), outbox::owe);

    RecentCallers recentCallers = new RecentCallers(stores.calls());
    RecentPhones recentPhones = new RecentPhones(pools, stores.phones(), stores.sessions());
    CallLedger ledger = new CallLedger(stores.calls());
    ledger.warmUp(pools, clock.instant());
    platformHttp = config.platform().map(endpoint -> new PlatformHttp(endpoint, clock));
    PlatformPlace platformPlace = new PlatformPlace(config.platform().map(PlatformEndpoint::url));
    Router router =
        new Router(
            pools,
            blocks,
            index,
            new DeadlineRouteSource(stores.sessions()),
            recentCallers,
            recentPhones,
            new PinAttempts(),
            CallPolicy.DEFAULT.announcement().map(Words::of));
    Accounts accounts = new Accounts(config.accounts());
    ProofLog proofLog = new ProofLog(stores.proofs(), clock.instant());
    AuditApi audit = new AuditApi(stores.audit(), ids, clock);
    recordings =
        new RecordingParts(
            config.recordings(),
            config.retention().of(DataKind.RECORDINGS),
            config.dataDirectory(),
            stores,
            carrierHttp,
            config.accounts(),
            ids,
            clock);
    vault = new VaultKeeper(stores.vault(), clock);
    Keys keys = new Keys(stores.apiKeys());
    Logins logins =
        new Logins(config.login().map(LoginSettings::idle).orElse(LoginSettings.IDLE_DEFAULT));
    Gate gate =
        new Gate(
            keys,
            KeyHash.of(key.reveal()),
            !AdminKey.isMadeHere(key),
            config.requestsPerSecond(),
            logins);
    Retention retention = new Retention(config.retention(), stores.retention());
    retentionJob = new RetentionJob(retention, clock);
    Runnable flush = () -> callLog.flush(CALL_LOG_FLUSH_MAX);
    PlatformDesk desk = platformDesk(sessions);
    Erasures erasures =
        new Erasures(
            stores.erasures(),
            stores.traces(),
            sessions,
            pools,
            blocks,
            new ServerMemory(index, recentCallers, recentPhones, desk, exchanges),
            ids);
    erasureJob =
        new ErasureJob(erasures, index::isComplete, () -> callLog.flush(SWEEP_FLUSH_MAX), clock);
    CallJson callJson = new CallJson(pools, stores.recordings());
    RecordingsApi recordingsApi =
        new RecordingsApi(
            recordings.recordings(),
            stores.calls(),
            config.retention().of(DataKind.RECORDINGS),
            audit);
    Api api =
        new Api(
            new PoolsApi(
                pools, stores.sessions(), pressures, accounts, platformPlace, audit, ids, clock),
            new PlanApi(pools, stores.sessions(), clock),
            new BlocksApi(blocks, pools, accounts, audit, ids, clock),
            new SessionsApi(sessions, pools, accounts, audit, clock),
            new CallsApi(stores.calls(), flush, callJson, pools),
            new TotalsApi(stores.totals(), flush, pools, accounts, clock),
            new UnmatchedApi(stores.unmatched(), flush),
            new ExplainApi(router, ledger, accounts, clock),
            new WebhooksApi(exchanges, accounts, stores.calls(), new ExchangeJson(pools)),
            new CarriersApi(accounts, proofLog, clock),
            recordingsApi,
            new RevealApi(sessions, new RevealLimit(), audit, clock),
            audit,
            new VaultApi(vault, audit),
            new KeysApi(keys, pools, audit, ids, clock),
            new MeApi(keys, logins, clock),
            new RetentionApi(retention, RetentionReader.SETTINGS, retentionJob::runNow),
            new ErasuresApi(erasures, erasureJob::runNow, audit, clock),
            new PersonExportApi(
                stores.traces(),
                sessions,
                stores.calls(),
                callJson,
                stores.recordings(),
                recordingsApi,
                stores.events(),
                stores.outbox(),
                pools,
                blocks,
                new RevealLimit(),
                () -> callLog.flush(CALL_LOG_FLUSH_MAX),
                audit,
                ids,
                clock),
            new EventsApi(
                stores.events(), deliveries, caller -> gate.stillAdmits(caller, clock.instant())),
            new EventEndpointsApi(
                endpoints,
                deliveries,
                stores.events(),
                eventHttp::objection,
                () -> new SigningSecret(WebhookSecret.generate(), Optional.empty()),
                audit,
                ids,
                clock),
            new DeliveriesApi(stores.events(), deliveries, clock),
            config
                .bookings()
                .map(
                    account ->
                        new BookingsApi(
                            pools, sessions, stores.sessions(), account, audit, ids, clock)));
    String instance = UUID.randomUUID().toString();
    CarrierWebhooks webhooks =
        new CarrierWebhooks(
            router,
            recentCallers,
            recentPhones,
            ledger,
            desk,
            pools,
            callLog,
            new ToldCalls(stores.calls(), callLog, ledger),
            outbox,
            new ReplayGuard(),
            proofLog,
            new WebhookRates(),
            exchanges,
            ids,
            clock);
    EarlyClasses.awaitHttp();
    BrowserLogins browsers = new BrowserLogins(config.login());
    Senders senders = new Senders(config.door().proxies());
    http =
        listen(
            new HttpServer.Parts(
                api,
                gate,
                browsers,
                login(gate, logins, pools, ids, browsers, senders, clock),
                new WebhookPaths(config.accounts(), webhooks, instance),
                new HealthPages(index, callLog, gate, webhooks, proofLog, instance, clock),
                config.localUrl(),
                config.door(),
                senders,
                tls.map(CertificateWatch::tls),
                clock));
    // Not before: it would take one of the processors from whatever is still to be made ready.
    loader.start();
    keyUses = new KeyUses(keys);
    proofKeeper = new ProofKeeper(proofLog);
    auditNotes = new AuditNotes(stores.audit());
    outbox.resume();
    recordings.start();
    vault.start();
    deliveries.start();
    sweeper = new CallSweeper(stores.sweep(), () -> callLog.flush(SWEEP_FLUSH_MAX), clock);
    retentionJob.start();
    erasureJob.start();
    logWeaknesses();
    pools.all().forEach(pool -> warnOfSilence(pool, platformPlace));
    pools.all().forEach(pool -> warnOfLostAccounts(pool, pools.numbers(pool.id())));
  }

  private Optional<LoginHttp> login(
      Gate gate,
      Logins logins,
      Pools pools,
      TimeOrderedIds ids,
      BrowserLogins browsers,
      Senders senders,
      Clock clock) {
    return config
        .login()
        .map(
            settings -> {
              Provider provider =
                  new Provider(
                      settings.provider(),
                      settings.clientSecret().map(Secret::reveal),
                      providerHttp.orElseThrow(),
                      clock);
              LoginFlow flow =
                  new LoginFlow(settings, provider, logins, pools, stores.audit(), ids, clock);
              return new LoginHttp(flow, settings, browsers, gate, senders::of, clock);
            });
  }

  private void warn(PoolId pool, Pressure pressure, Told told, Clock clock) {
    PressureLog.warn(pool, pressure);
    deliveries.tellSoon(
        told.recorder()
            .event(
                new Happening.OfPool(
                    pool,
                    pressure.numbers(),
                    pressure.mostHeld(),
                    pressure.refused(),
                    clock.instant())));
  }

  private PlatformDesk platformDesk(Sessions sessions) {
    Platform platform =
        platformHttp
            .<Platform>map(http -> http)
            .orElse(question -> PlatformAnswer.silence(PlatformPlace.KEY + " is not configured"));
    Duration deadline = config.platform().map(PlatformEndpoint::deadline).orElse(Duration.ZERO);
    return new PlatformDesk(platform, deadline, sessions);
  }

  private static void warnOfSilence(NumberPool pool, PlatformPlace place) {
    PoolPolicies policies = pool.policies();
    if (policies.unknownCaller() == UnknownCaller.ASK
        && place.of(policies.asking().url()).isEmpty()) {
      LOG.warn(
          "pool {} asks the platform about unknown callers, and the configuration has no {} for it:"
              + " they have its fallback, {}",
          pool.name(),
          PlatformPlace.KEY,
          policies.unansweredCaller().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Sessions may have such numbers, and no call on them would ever arrive. */
  private void warnOfLostAccounts(NumberPool pool, List<PooledNumber> numbers) {
    Map<String, Long> lost =
        numbers.stream()
            .filter(member -> member.state().isAnswered())
            .map(member -> member.ownAccount().orElse(pool.carrierAccount()))
            .filter(name -> config.accounts().stream().noneMatch(a -> a.name().equals(name)))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    lost.forEach(
        (account, count) ->
            LOG.warn(
                "pool {} has {} numbers of the carrier account {}, which is not configured: no call"
                    + " on them arrives; configure it, or set them to draining or retired",
                pool.name(),
                count,
                account));
  }

  private HttpServer listen(HttpServer.Parts parts) {
    try {
      return new HttpServer(config.host(), config.port(), parts);
    } catch (RuntimeException notListening) {
      deliveries.close();
      eventHttp.close();
      providerHttp.ifPresent(OutboundHttp::close);
      callLog.close();
      recordings.close();
      vault.close();
      retentionJob.close();
      erasureJob.close();
      loader.close();
      LOG.debug("cause", notListening);
      throw new ConfigException(
          "server.port: cannot listen on %s port %d: is it in use, or below 1024?"
              .formatted(config.host(), config.port()));
    }
  }

  /** A new one is closed to other users: keys and the database live there. */
  private static void makeDataDirectory(Path directory) {
    try {
      OwnDirectory.make(directory);
    } catch (IOException notMade) {
      throw new UncheckedIOException(
          "--data %s: the directory cannot be made".formatted(directory), notMade);
    }
  }

  private void logWeaknesses() {
    for (CarrierAccount account : config.accounts()) {
      for (Weakness weakness : Weakness.of(account, Accounts.profile(account))) {
        LOG.warn(
            "carrier account {} is weaker than it could be: {}: {}. To mend it: {}",
            account.name(),
            weakness.what(),
            weakness.why(),
            weakness.mend());
      }
    }
  }

  /** What a person wants to know when it is up. */
  public String readyLine() {
    String accounts =
        config.accounts().stream().map(CarrierAccount::name).collect(Collectors.joining(", "));
    return "Bauta %s ready on %s (data in %s, carrier accounts: %s, API key %s)"
        .formatted(
            BuildVersion.number(),
            url(),
            config.dataDirectory(),
            accounts.isEmpty() ? "none" : accounts,
            config.adminKey().isPresent()
                ? "from the configuration"
                : "in " + AdminKey.file(config.dataDirectory()));
  }

  /** Where it listens. */
  public URI url() {
    return config.localUrl();
  }

  /** What it is reminded of soon, for whoever moves the clock by hand. */
  NearReminders reminders() {
    return reminders;
  }

  /** Lets answers in flight finish, stores what waits, and closes the store. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // First, because who follows the events would hold the next up.
    deliveries.close();
    http.close();
    tls.ifPresent(CertificateWatch::close);
    sweeper.close();
    keyUses.close();
    proofKeeper.close();
    auditNotes.close();
    retentionJob.close();
    erasureJob.close();
    callLog.close();
    loader.close();
    recordings.close();
    vault.close();
    reminders.close();
    outbox.close();
    carrierHttp.close();
    platformHttp.ifPresent(PlatformHttp::close);
    eventHttp.close();
    providerHttp.ifPresent(OutboundHttp::close);
    stores.close();
    LOG.info("stopped");
  }
}
