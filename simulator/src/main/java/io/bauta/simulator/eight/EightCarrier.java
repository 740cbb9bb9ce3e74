package io.bauta.simulator.eight;

import io.bauta.simulator.Dialing;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.Identifiers;
import io.bauta.simulator.LoopbackApi;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.Webhook;
import io.bauta.simulator.WebhookSender;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pretends to be 8x8 Number Masking: one sub-account, whose virtual numbers the network routes
 * here.
 *
 * <p>Its events, for {@link Faults} and {@link SimulatedCall#exchanges(String)}, are {@code VCA},
 * {@code VCS} and the call status, {@code VSS}, {@code VRU} and {@code VNU}. Its REST API registers
 * webhooks and lists numbers, voices and recordings.
 */
public final class EightCarrier implements SimulatedCarrier {

  private final EightSettings settings;
  private final RandomGenerator random;
  private final Identifiers identifiers;
  private final EightAccount account;
  private final EightPayloads payloads;
  private final EightWebhooks webhooks;
  private final WebhookSender sender;
  private final LoopbackApi api;
  private final Set<String> outOfReach = ConcurrentHashMap.newKeySet();
  private final Set<String> withoutCoverage = ConcurrentHashMap.newKeySet();
  private volatile Optional<EightError> trouble = Optional.empty();

  public EightCarrier(EightSettings settings) {
    this(settings, new SecureRandom());
  }

  /**
   * A carrier whose identifiers and whose order of status updates can be repeated.
   *
   * @param random must be safe for the calls that run at the same time
   */
  public EightCarrier(EightSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.identifiers = new Identifiers(random);
    this.account = new EightAccount(settings);
    this.payloads = new EightPayloads(settings, account, identifiers);
    this.webhooks = new EightWebhooks(settings, account);
    this.sender = new WebhookSender(settings::whereItListens, settings.replyTimeMax());
    this.api =
        new LoopbackApi(
            settings.apiPort(), "", new EightApi(settings, account, identifiers)::answer);
    suffers(Faults.none());
  }

  @Override
  public String id() {
    return "8x8";
  }

  @Override
  public String displayName() {
    return "8x8";
  }

  @Override
  public SimulatedCall place(Dialing dialing) {
    return new EightCall(this, dialing).play();
  }

  @Override
  public void suffers(Faults faults) {
    boolean retries = settings.has(EightVariant.RETRIES);
    sender.suffers(retries ? faults.retryingFailures() : faults);
  }

  /** From the next webhook on, webhooks are somebody else's in this way. */
  public void forges(EightForgery forgery) {
    webhooks.forges(forgery);
  }

  /** A telephone that is off or does not exist: calls to it fail. */
  public void cannotReach(String number) {
    outOfReach.add(number);
  }

  /** The carrier has no way into this country, given as {@code +} and its calling code. */
  public void doesNotCover(String callingCode) {
    withoutCoverage.add(callingCode);
  }

  /** From now on every outbound leg breaks for this reason. */
  public void breaksCalls(EightError why) {
    trouble = Optional.of(why);
  }

  /** Tells all numbers of the account: VNU {@code SNAPSHOT}; empty where no URL is registered. */
  public Optional<Exchange> tellsNumbers() {
    return sends(WebhookType.VNU, payloads.numbers("SNAPSHOT", account.numbers()));
  }

  /** Changes a number of the account and tells it: VNU {@code UPDATES}. */
  public Optional<Exchange> numberBecomes(String inE164, NumberStatus status, Instant at) {
    VirtualNumber changed = account.becomes(inE164, status, at);
    return sends(WebhookType.VNU, payloads.numbers("UPDATES", List.of(changed)));
  }

  /** Sends any payload, for webhooks that no call would make. */
  public Optional<Exchange> sends(WebhookType type, ObjectNode payload) {
    return webhook(type, payload)
        .map(
            webhook ->
                sender
                    .deliver(webhook, reply -> Callflow.read(reply, settings).described())
                    .exchanges()
                    .getLast());
  }

  /** Sends the very bytes of a captured webhook again. */
  public Exchange replays(Exchange captured) {
    return sender.deliver(captured.webhook(), _ -> "").exchanges().getLast();
  }

  /** Where its REST API listens: what stands for {@code https://voice.8x8.com}. */
  public URI apiBase() {
    return api.base();
  }

  /** Its REST API, to be made to fail. */
  public LoopbackApi api() {
    return api;
  }

  /** Where webhooks go, as settings and the REST API have it; of a type the oldest is used. */
  public List<WebhookRegistration> registrations() {
    return account.webhooks();
  }

  @Override
  public void close() {
    api.close();
  }

  EightSettings settings() {
    return settings;
  }

  EightAccount account() {
    return account;
  }

  EightPayloads payloads() {
    return payloads;
  }

  WebhookSender sender() {
    return sender;
  }

  Faults faults() {
    return sender.faults();
  }

  Optional<Webhook> webhook(WebhookType type, ObjectNode payload) {
    return webhooks.webhook(type, payload);
  }

  String newUuid() {
    return identifiers.uuid();
  }

  boolean tossesCoin() {
    return random.nextBoolean();
  }

  void shuffle(List<ObjectNode> statuses) {
    Collections.shuffle(statuses, new Random(random.nextLong()));
  }

  Optional<EightError> trouble() {
    return trouble;
  }

  boolean isOutOfReach(String number) {
    return outOfReach.contains(number);
  }

  boolean lacksCoverage(String number) {
    return withoutCoverage.stream().anyMatch(number::startsWith);
  }

  /** A number as the account's webhooks write it. */
  String written(String number, Dialing dialing) {
    return settings.callerForm().write(number, dialing.network().countryCode());
  }

  /** The caller's number as the account's webhooks write it, or what stands for it. */
  Optional<String> writtenCaller(Dialing dialing) {
    return dialing.caller().isWithheld()
        ? settings.withheld()
        : Optional.of(written(dialing.caller().number(), dialing));
  }
}
