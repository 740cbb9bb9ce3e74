package io.bauta.app;

import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile.Alias;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.Webhook;
import io.bauta.edge.CarrierWebhooks;
import io.bauta.edge.Exchange.Stray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which carrier account and endpoint a path means: {@code /carriers/ACCOUNT/ENDPOINT}, or {@code
 * /carriers/ACCOUNT/SECRET/ENDPOINT} where the account has a path secret; a tail may follow.
 *
 * <p>So that a vendor's own tutorial works unchanged, the only account of a carrier also answers at
 * the tutorial's path, unless it has a path secret: that would be a way around it.
 */
final class WebhookPaths {

  /** No carrier has an endpoint of this name. */
  static final String INSTANCE = "instance";

  private static final String ROOT = "/carriers/";

  /** A name with a slip in it. Too short for a path secret, and without a digit of a number. */
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z_-]{1,15}");

  private final Map<String, Target> accounts = new HashMap<>();
  private final Map<String, Known> aliases = new HashMap<>();
  private final CarrierWebhooks webhooks;
  private final Instance instance;

  private record Target(Carrier carrier, CarrierAccount account) {}

  /** What a path means. */
  sealed interface Found {}

  record Known(Carrier carrier, CarrierAccount account, String endpoint, String tail)
      implements Found {}

  /** Nothing that we serve, and of no account; {@code why} tells whoever configured it. */
  record Unknown(String why) implements Found {}

  /**
   * A path of an account, at which nothing is served.
   *
   * @param secret whether the account's secret was in it, if it has one
   */
  record Astray(
      CarrierAccount account, Optional<String> endpoint, boolean secret, String reply, String why)
      implements Found {}

  /** Where whoever may send webhooks is told which server this is. */
  record Instance(HttpReply reply) implements Found {}

  /**
   * The paths of these accounts.
   *
   * @param instance names this run of the server; by it the doctor knows that a public URL leads
   *     here
   */
  WebhookPaths(List<CarrierAccount> configured, CarrierWebhooks webhooks, String instance) {
    this.webhooks = webhooks;
    this.instance = new Instance(HttpReply.text(200, "text/plain; charset=utf-8", instance + "\n"));
    for (CarrierAccount account : configured) {
      Carrier carrier = Carriers.byId(account.carrier()).orElseThrow();
      accounts.put(account.name(), new Target(carrier, account));
      boolean only =
          configured.stream().filter(a -> a.carrier().equals(account.carrier())).count() == 1;
      if (only && account.pathSecret().isEmpty()) {
        for (Alias alias : carrier.profile().aliases()) {
          aliases.put(alias.path(), new Known(carrier, account, alias.endpoint(), ""));
        }
      }
    }
  }

  /** The tutorial paths that are served. */
  Set<String> aliases() {
    return aliases.keySet();
  }

  HttpReply receive(Known known, Webhook webhook, String from) {
    return webhooks.receive(known.carrier(), known.account(), webhook, from);
  }

  /** Remembers a request that came to a wrong path of an account. */
  void strayed(Astray astray, String method, Set<String> headers, String from) {
    Stray stray = new Stray(method, astray.endpoint(), headers, astray.why(), from);
    if (astray.secret()) {
      webhooks.strayed(astray.account(), stray);
    } else {
      webhooks.strayedWithoutSecret(astray.account(), stray);
    }
  }

  /** What {@code rawPath} means. */
  Found find(String rawPath) {
    if (!rawPath.startsWith(ROOT)) {
      Known alias = aliases.get(rawPath);
      return alias == null ? new Unknown("nothing is served at this path") : alias;
    }
    int end = rawPath.indexOf('/', ROOT.length());
    String name = rawPath.substring(ROOT.length(), end < 0 ? rawPath.length() : end);
    Target target = accounts.get(name);
    return target == null
        ? new Unknown("no such carrier account: expected /carriers/ACCOUNT/ENDPOINT")
        : inAccount(target, end < 0 ? "" : rawPath.substring(end + 1));
  }

  private Found inAccount(Target target, String rest) {
    String afterSecret = withoutSecret(rest, target.account().pathSecret());
    if (afterSecret == null) {
      return strayedBeforeTheSecret(target, rest);
    }
    int end = afterSecret.indexOf('/');
    String endpoint = end < 0 ? afterSecret : afterSecret.substring(0, end);
    String tail = end < 0 ? "" : afterSecret.substring(end + 1);
    if (afterSecret.equals(INSTANCE)) {
      return instance;
    }
    return target.carrier().profile().hasEndpoint(endpoint)
        ? new Known(target.carrier(), target.account(), endpoint, tail)
        : strayedToNoEndpoint(target, endpoint);
  }

  /** Whoever calls learns nothing; what they called may be a secret with a slip in it. */
  private static Astray strayedBeforeTheSecret(Target target, String rest) {
    return new Astray(
        target.account(),
        Stream.of(rest.split("/")).filter(target.carrier().profile()::hasEndpoint).findFirst(),
        false,
        "no such path in this carrier account",
        "the path secret is missing or wrong");
  }

  private static Astray strayedToNoEndpoint(Target target, String endpoint) {
    String why =
        "no such endpoint: expected one of "
            + String.join(
                ", ", target.carrier().profile().endpoints().stream().map(Endpoint::name).toList());
    return new Astray(
        target.account(), Optional.of(endpoint).filter(SHOWN.asMatchPredicate()), true, why, why);
  }

  /** What follows the secret; null when the secret is not there. */
  private static @Nullable String withoutSecret(String rest, Optional<Secret> secret) {
    if (secret.isEmpty()) {
      return rest;
    }
    int end = rest.indexOf('/');
    String given = end < 0 ? rest : rest.substring(0, end);
    boolean same =
        MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            secret.get().reveal().getBytes(StandardCharsets.UTF_8));
    return same && end >= 0 ? rest.substring(end + 1) : null;
  }
}
