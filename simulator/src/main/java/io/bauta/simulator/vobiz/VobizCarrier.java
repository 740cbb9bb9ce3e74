package io.bauta.simulator.vobiz;

import io.bauta.simulator.Dialing;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.Webhook;
import io.bauta.simulator.WebhookSender;
import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Pretends to be Vobiz: one account with one application, whose numbers the network routes here.
 */
public final class VobizCarrier implements SimulatedCarrier {

  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

  private final VobizSettings settings;
  private final RandomGenerator random;
  private final WebhookSender sender;
  private final VobizSigner signer;
  private final Map<String, VobizCall> live = new ConcurrentHashMap<>();
  private volatile VobizForgery forgery = VobizForgery.NONE;

  public VobizCarrier(VobizSettings settings) {
    this(settings, new SecureRandom());
  }

  /**
   * A carrier whose identifiers and nonces can be repeated.
   *
   * @param random must be safe for the calls that run at the same time
   */
  public VobizCarrier(VobizSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.sender = new WebhookSender(settings::whereItListens, settings.replyTimeMax());
    this.signer = new VobizSigner(settings.authToken(), settings.parentToken(), random);
  }

  @Override
  public String id() {
    return "vobiz";
  }

  @Override
  public String displayName() {
    return "Vobiz";
  }

  @Override
  public SimulatedCall place(Dialing dialing) {
    return new VobizCall(this, dialing).play();
  }

  @Override
  public void suffers(Faults faults) {
    sender.suffers(faults);
  }

  /** From the next webhook on, signatures are wrong in this way. */
  public void forges(VobizForgery newForgery) {
    forgery = newForgery;
  }

  /** Sends any fields to any URL, signed as things stand: for requests that no call would make. */
  public Exchange sends(URI url, Map<String, String> fields) {
    Webhook webhook = VobizEvents.request("POST", url, signatureFor(url), fields);
    return exchange(webhook);
  }

  /**
   * Sends the headers of a captured webhook again, nonce and signature included, with some of its
   * fields changed: what an eavesdropper can do, since Vobiz does not sign the body.
   */
  public Exchange replays(Exchange captured, Map<String, String> changes) {
    Webhook before = captured.webhook();
    Map<String, String> fields = new LinkedHashMap<>(before.fields());
    fields.putAll(changes);
    URI url = URI.create(before.url().toString().replaceFirst("\\?.*", ""));
    return exchange(VobizEvents.request(before.method(), url, before.headers(), fields));
  }

  /** The UUIDs of the calls in which two people talk. */
  public Set<String> liveCalls() {
    return Set.copyOf(live.keySet());
  }

  Optional<VobizCall> liveCall(String callUuid) {
    return Optional.ofNullable(live.get(callUuid));
  }

  void isLive(VobizCall call) {
    live.put(call.callUuid(), call);
  }

  void isOver(VobizCall call) {
    live.remove(call.callUuid());
  }

  VobizSettings settings() {
    return settings;
  }

  WebhookSender sender() {
    return sender;
  }

  Faults faults() {
    return sender.faults();
  }

  Map<String, String> signatureFor(URI url) {
    return signer.headers(url, forgery);
  }

  String newUuid() {
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
    long low = (random.nextLong() & VARIANT_BITS) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  private Exchange exchange(Webhook webhook) {
    return sender
        .deliver(webhook, reply -> VobizDocument.read(reply).described())
        .exchanges()
        .getLast();
  }
}
