package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.Dialing;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.Reply;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.Webhook;
import io.bauta.simulator.WebhookSender;
import io.bauta.simulator.telnyx.TelnyxCommand.Outcome;
import io.bauta.simulator.telnyx.TelnyxSigner.Signed;
import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;

/**
 * Pretends to be Telnyx: one account with its Call Control applications, whose numbers the network
 * routes here.
 *
 * <p>The server commands it at {@link #apiBase}. It listens from the moment that it is made until
 * it is closed.
 */
public final class TelnyxCarrier implements SimulatedCarrier {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final TelnyxSettings settings;
  private final TelnyxIds ids;
  private final WebhookSender sender;
  private final TelnyxSigner signer;
  private final TelnyxCalls calls = new TelnyxCalls();
  private final CommandLedger ledger = new CommandLedger();
  private final PlannedFaults commandFaults = new PlannedFaults();
  private final CallHistory history = new CallHistory();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TelnyxApplications applications;
  private final TelnyxNumbers numbers;
  private final TelnyxRecordings recordings;
  private final TelnyxApi api;
  private volatile TelnyxForgery forgery = TelnyxForgery.NONE;

  public TelnyxCarrier(TelnyxSettings settings) {
    this(settings, new SecureRandom());
  }

  /**
   * A carrier whose identifiers can be repeated.
   *
   * @param random must be safe for the calls that run at the same time
   */
  public TelnyxCarrier(TelnyxSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.ids = new TelnyxIds(random);
    this.sender =
        new WebhookSender(
            settings::whereItListens,
            settings.deliveryTime(),
            settings.deliveryTries(),
            TelnyxCarrier::isWorthRetrying);
    this.signer = new TelnyxSigner(settings.keys(), settings.clock());
    this.applications = new TelnyxApplications(ids, settings);
    this.numbers = new TelnyxNumbers(ids, applications);
    this.recordings = new TelnyxRecordings(ids, settings.clock());
    var judge = new CommandJudge(settings, ids, ledger);
    var desk = new CommandDesk(calls, judge, ledger, commandFaults, closing);
    var resources =
        new TelnyxApi.Resources(desk, calls, applications, numbers, recordings, history);
    this.api = new TelnyxApi(settings, resources, threads);
    recordings.listensAt(api.base());
  }

  @Override
  public String id() {
    return "telnyx";
  }

  @Override
  public String displayName() {
    return "Telnyx";
  }

  /** Where the server finds the REST API: {@code http://127.0.0.1:PORT/v2}. */
  public URI apiBase() {
    return URI.create(api.base() + "/v2");
  }

  /** The public key that the server must know, as Telnyx's portal shows it. */
  public String publicKey() {
    return settings.keys().publicKey();
  }

  /** The account has these numbers, given in E.164, attached to its first application. */
  public TelnyxCarrier owns(String... moreNumbers) {
    for (String number : moreNumbers) {
      numbers.add(number, settings.connectionId(), TelnyxNumbers.ACTIVE);
    }
    return this;
  }

  /**
   * The account has this number.
   *
   * @param connectionId of the application that it is attached to; empty for none
   * @param status one of those that Telnyx documents, such as {@code port-pending}
   */
  public TelnyxCarrier owns(String number, String connectionId, String status) {
    numbers.add(number, connectionId, status);
    return this;
  }

  @Override
  public SimulatedCall place(Dialing dialing) {
    var call = new TelnyxCall(this, dialing);
    calls.add(call, call.caller());
    return call.play();
  }

  @Override
  public void suffers(Faults faults) {
    sender.suffers(faults);
  }

  /** From the next command on, commands go wrong as {@code faults} say. */
  public void suffers(CommandFaults faults) {
    commandFaults.replace(faults);
  }

  /** From the next webhook on, signatures are wrong in this way. */
  public void forges(TelnyxForgery newForgery) {
    forgery = newForgery;
  }

  /** Sends any body to any URL, signed as things stand: for webhooks that no call would make. */
  public Exchange sends(URI url, String body) {
    Webhook webhook = webhook("sent", url, body);
    return sender.deliver(webhook, _ -> "").exchanges().getLast();
  }

  /** Sends a captured webhook again as it was, signature and time included. */
  public Exchange replays(Exchange captured) {
    return sender.deliver(captured.webhook(), _ -> "").exchanges().getLast();
  }

  /** Sends a captured webhook with another body, under the signature of the old one. */
  public Exchange replays(Exchange captured, String body) {
    Webhook before = captured.webhook();
    Webhook changed =
        new Webhook(
            before.event(), before.method(), before.url(), before.headers(), body, Map.of());
    return sender.deliver(changed, _ -> "").exchanges().getLast();
  }

  /** Every command that came, in order. */
  public List<TelnyxCommand> commands() {
    return ledger.commands();
  }

  /** How often a command of {@code action} came, whatever became of it. */
  public long received(String action) {
    return ledger.count(command -> command.action().equals(action));
  }

  /** How often a command of {@code action} was carried out. */
  public long carriedOut(String action) {
    return ledger.count(
        command -> command.action().equals(action) && command.outcome() == Outcome.CARRIED_OUT);
  }

  /**
   * Waits until {@code times} commands of {@code action} have come.
   *
   * @return false where they did not come within the patience of the settings
   */
  public boolean awaits(String action, int times) throws InterruptedException {
    return ledger.await(command -> command.action().equals(action), times, settings.patience());
  }

  /**
   * Waits until {@code call} is over: where the server ends it.
   *
   * @return false where it is not within the patience of the settings
   */
  public boolean awaitsEnd(SimulatedCall call) throws InterruptedException {
    TelnyxCall played =
        calls
            .ofSession(call.carrierCallId())
            .orElseThrow(() -> new IllegalArgumentException("not a call of this carrier"));
    return played.isOverWithin(settings.patience());
  }

  /** The recordings, and the store that their links lead to. */
  public TelnyxRecordings recordings() {
    return recordings;
  }

  /** Ends the calls that still last, and listens no more. */
  @Override
  public void close() {
    closing.countDown();
    api.close();
    threads.shutdownNow();
    threads.close();
  }

  TelnyxSettings settings() {
    return settings;
  }

  TelnyxIds ids() {
    return ids;
  }

  WebhookSender sender() {
    return sender;
  }

  Faults faults() {
    return sender.faults();
  }

  TelnyxNumbers numbers() {
    return numbers;
  }

  CallHistory history() {
    return history;
  }

  /** The application that a call to {@code dialed} is told to; the first one where unsaid. */
  TelnyxApplication applicationOf(String dialed) {
    String id = numbers.connectionOf(dialed).orElse(settings.connectionId());
    return applications
        .get(id)
        .orElseThrow(() -> new IllegalStateException("the dialled number has no application"));
  }

  /** A leg that came into being with a command. */
  void knows(TelnyxLeg leg, TelnyxCall call) {
    calls.add(call, leg);
  }

  void runs(Runnable play) {
    threads.execute(play);
  }

  /** One delivery of {@code event}. */
  Webhook webhook(TelnyxApplication application, TelnyxEvent event, int attempt, URI url) {
    String body = application.isVersion2() ? event.body(attempt, url) : event.bodyOfVersion1();
    Webhook signed = webhook(event.type(), url, body);
    Map<String, String> fields = new LinkedHashMap<>(Json.scalars(event.payload()));
    fields.put("event_type", event.type());
    fields.put("id", event.id());
    return new Webhook(
        signed.event(), signed.method(), signed.url(), signed.headers(), signed.body(), fields);
  }

  private Webhook webhook(String event, URI url, String body) {
    Signed signed = signer.sign(body, forgery);
    Map<String, String> headers = new LinkedHashMap<>(signed.headers());
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "telnyx-webhooks");
    return new Webhook(event, "POST", url, headers, signed.body(), fields(body));
  }

  private static Map<String, String> fields(String body) {
    try {
      return Json.read(body.getBytes(UTF_8)).map(Json::scalars).orElse(Map.of());
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /** Telnyx sends again after 408, 429, any 5xx and silence; any other 4xx it takes for final. */
  private static boolean isWorthRetrying(Reply reply) {
    return switch (reply) {
      case Reply.Answered answered ->
          answered.status() == REQUEST_TIMEOUT
              || answered.status() == TOO_MANY
              || answered.status() >= SERVER_ERROR;
      case Reply.Missing _ -> true;
      case Reply.Dropped _ -> false;
    };
  }
}
