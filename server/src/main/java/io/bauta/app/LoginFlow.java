package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.access.Attempts;
import io.bauta.access.Caller;
import io.bauta.access.Grants.Given;
import io.bauta.access.Identity;
import io.bauta.access.KeyHash;
import io.bauta.access.Login;
import io.bauta.access.LoginId;
import io.bauta.access.LoginToken;
import io.bauta.access.Logins;
import io.bauta.access.OneTimeSecrets;
import io.bauta.access.Person;
import io.bauta.access.PersonId;
import io.bauta.access.Role;
import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import io.bauta.id.TimeOrderedIds;
import io.bauta.openid.ProvedPerson;
import io.bauta.openid.Provider;
import io.bauta.openid.SignIn;
import io.bauta.openid.SignInFailure;
import io.bauta.openid.SignInOutcome;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from somebody who wants to log in to their login: sends them to the provider, knows them
 * when they are back, asks what they may, and keeps in the audit log that they are in.
 */
final class LoginFlow {

  /** People who are under way to the provider and back. */
  static final int UNDERWAY_MAX = 10_000;

  /** How long they may be. */
  static final Duration UNDERWAY_TIME_MAX = Duration.ofMinutes(10);

  /** How often people of one network address may begin to log in, in a minute. */
  static final int BEGUN_PER_MINUTE_MAX = 120;

  /** Command lines that wait for somebody's consent, or for their login. */
  static final int COMMAND_LINES_MAX = 1_000;

  /** How long a command line's consent may take. */
  static final Duration CONSENT_TIME_MAX = Duration.ofMinutes(5);

  /** How long a command line may take to fetch its login. */
  static final Duration CODE_TIME_MAX = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(LoginFlow.class);

  private final LoginSettings settings;
  private final Provider provider;
  private final Logins logins;
  private final Pools pools;
  private final AuditLog audit;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Attempts begun = new Attempts(BEGUN_PER_MINUTE_MAX);
  private final OneTimeSecrets<Underway> underway =
      new OneTimeSecrets<>(UNDERWAY_MAX, UNDERWAY_TIME_MAX);
  private final OneTimeSecrets<Waiting> consents =
      new OneTimeSecrets<>(COMMAND_LINES_MAX, CONSENT_TIME_MAX);
  private final OneTimeSecrets<Waiting> codes =
      new OneTimeSecrets<>(COMMAND_LINES_MAX, CODE_TIME_MAX);

  /** What somebody logs in for. */
  sealed interface Wish {

    /** To use a browser. */
    record Page(Optional<String> returnTo) implements Wish {}

    /**
     * To use a command line on the same machine.
     *
     * @param challenge the hash of what it will prove itself with
     */
    record CommandLine(int port, String challenge) implements Wish {}
  }

  private record Underway(SignIn signIn, KeyHash browser, Wish wish) {}

  /** A person whose command line is to have a login. */
  private record Waiting(Person person, Given.Something given, Wish.CommandLine commandLine) {}

  /** What comes of the wish to log in. */
  sealed interface Begun {

    /**
     * The provider is to be asked.
     *
     * @param browser what the browser shows when it is back
     */
    record Sent(URI place, String browser) implements Begun {
      /** Redacted. */
      @Override
      public String toString() {
        return "Sent[…]";
      }
    }

    record Failed(SignInFailure why) implements Begun {}

    record TooOften(Duration pause) implements Begun {}
  }

  /** What comes of coming back. */
  sealed interface Back {

    record LoggedIn(NewLogin login, Optional<String> returnTo) implements Back {}

    /**
     * The person is known, and has to say that they want a command line to be them.
     *
     * @param consent stands for this, once
     */
    record Asked(String name, String consent, int port) implements Back {
      /** Redacted. */
      @Override
      public String toString() {
        return "Asked[…]";
      }
    }

    /** Nobody was sent so, or not from this browser, or too long ago. */
    record Astray() implements Back {}

    record Failed(SignInFailure why) implements Back {}

    /** The person is known, and may do nothing. */
    record NotAllowed(String name) implements Back {}
  }

  /** A login that has just begun, with what opens it. */
  record NewLogin(Login login, LoginToken token) {}

  LoginFlow(
      LoginSettings settings,
      Provider provider,
      Logins logins,
      Pools pools,
      AuditLog audit,
      TimeOrderedIds ids,
      Clock clock) {
    this.settings = settings;
    this.provider = provider;
    this.logins = logins;
    this.pools = pools;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Begins a login.
   *
   * @param network the network address that it was asked from
   */
  Begun begin(Wish wish, String network) {
    Instant now = clock.instant();
    Optional<Duration> pause = begun.pause(network, now);
    if (pause.isPresent()) {
      return new Begun.TooOften(pause.get());
    }
    begun.failed(network, now);
    SignIn signIn = SignIn.begin(now);
    return switch (provider.place(signIn)) {
      case SignInOutcome.Failed<URI>(SignInFailure why) -> {
        LOG.warn("nobody can log in: {}", why.words());
        yield new Begun.Failed(why);
      }
      case SignInOutcome.Done<URI>(URI place) -> {
        String browser = OneTimeSecrets.random();
        underway.keep(signIn.state(), new Underway(signIn, KeyHash.of(browser), wish), now);
        yield new Begun.Sent(place, browser);
      }
    };
  }

  /**
   * Somebody came back.
   *
   * @param answer the parameters with which they did
   * @param browser what their browser shows
   * @param origin the network address that they came from
   */
  Back back(Map<String, List<String>> answer, Optional<String> browser, String origin) {
    List<String> states = answer.getOrDefault("state", List.of());
    if (browser.isEmpty() || states.size() != 1) {
      return new Back.Astray();
    }
    KeyHash shown = KeyHash.of(browser.get());
    Optional<Underway> known =
        underway.take(states.getFirst(), one -> one.browser().matches(shown), clock.instant());
    return known.map(one -> back(answer, one, origin)).orElseGet(Back.Astray::new);
  }

  private Back back(Map<String, List<String>> answer, Underway known, String origin) {
    return switch (provider.prove(answer, known.signIn())) {
      case SignInOutcome.Failed<ProvedPerson>(SignInFailure why) -> {
        LOG.warn("a login came to nothing: {}", why.words());
        yield new Back.Failed(why);
      }
      case SignInOutcome.Done<ProvedPerson>(ProvedPerson proved) -> {
        Person person =
            new Person(
                PersonId.of(settings.provider().issuer().toString(), proved.subject()),
                proved.subject(),
                proved.name());
        yield switch (settings.grants().to(proved.groups(), this::pool)) {
          case Given.Something given -> {
            warnOf(given.unknown());
            endFormer(person, login -> !isSame(login, given), origin);
            yield in(person, given, known.wish(), origin);
          }
          case Given.NoRole() -> refuse(person, "none of their groups has a role", origin);
          case Given.NoPool() -> refuse(person, "none of their groups has a pool", origin);
        };
      }
    };
  }

  private Optional<PoolId> pool(String name) {
    return pools.named(name).map(NumberPool::id);
  }

  private static void warnOf(List<String> unknown) {
    if (!unknown.isEmpty()) {
      LOG.warn("oidc.pools names {} pools that are not there", unknown.size());
    }
  }

  private Back refuse(Person person, String why, String origin) {
    keep(person, origin, "login.refused", "person", person.id().toString(), why);
    LOG.warn("{} may not log in: {}", person.id(), why);
    endFormer(person, _ -> true, origin);
    return new Back.NotAllowed(person.name());
  }

  private static boolean isSame(Login login, Given.Something given) {
    return login.roles().equals(given.roles()) && login.scope().equals(given.scope());
  }

  /** What their groups once gave them holds no longer than it takes to hear that it changed. */
  private void endFormer(Person person, Predicate<Login> which, String origin) {
    for (Login ended : logins.endOf(person.id(), which)) {
      String id = ended.id().toString();
      keep(person, origin, "login.ended", "login", id, "their groups give them something else now");
    }
  }

  private Back in(Person person, Given.Something given, Wish wish, String origin) {
    return switch (wish) {
      case Wish.Page(Optional<String> returnTo) ->
          new Back.LoggedIn(begin(person, given, "browser", origin), returnTo);
      case Wish.CommandLine commandLine ->
          new Back.Asked(
              person.name(),
              consents.make(new Waiting(person, given, commandLine), clock.instant()),
              commandLine.port());
    };
  }

  /**
   * Where a command line waits for what it will fetch its login with, now that its person agrees.
   */
  Optional<URI> consented(String consent) {
    Instant now = clock.instant();
    return consents
        .take(consent, now)
        .map(
            waiting ->
                URI.create(
                    "http://127.0.0.1:%d/?code=%s&state=%s"
                        .formatted(
                            waiting.commandLine().port(),
                            codes.make(waiting, now),
                            waiting.commandLine().challenge())));
  }

  /**
   * The login of a command line.
   *
   * @param verifier proves that it is the one that asked
   */
  Optional<NewLogin> fetch(String code, String verifier, String origin) {
    byte[] challenge = challenge(verifier).getBytes(US_ASCII);
    return codes
        .take(
            code,
            waiting ->
                MessageDigest.isEqual(
                    challenge, waiting.commandLine().challenge().getBytes(US_ASCII)),
            clock.instant())
        .map(waiting -> begin(waiting.person(), waiting.given(), "command line", origin));
  }

  /** What a command line sends ahead of {@code verifier}, as PKCE does. */
  static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Durable before anybody is in: who cannot be written down is not let in. */
  private NewLogin begin(Person person, Given.Something given, String by, String origin) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Login login =
        new Login(
            new LoginId(ids.next(now)),
            person,
            given.roles(),
            given.scope(),
            now,
            now.plus(settings.session()));
    keep(
        person,
        origin,
        "login.begun",
        "login",
        login.id().toString(),
        "%s, role %s, %s, until %s, subject %s"
            .formatted(
                by,
                given.roles().stream()
                    .map(LoginFlow::word)
                    .sorted()
                    .collect(Collectors.joining(" and ")),
                where(given.scope()),
                login.until(),
                person.subject()));
    return new NewLogin(login, logins.begin(login, now));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String where(PoolScope scope) {
    return switch (scope) {
      case PoolScope.All() -> "all pools";
      case PoolScope.Only(Set<PoolId> some) -> some.size() + " pools";
    };
  }

  /** Ends the login of {@code caller}; false when they have none. */
  boolean end(Caller caller, String origin) {
    if (!(caller.identity() instanceof Identity.Human(var _, LoginId id))) {
      return false;
    }
    if (logins.end(id)) {
      audit.append(entry(caller.actor(), origin, "login.ended", "login", id.toString(), ""));
    }
    return true;
  }

  /** The login of {@code caller}; empty when they have none. */
  Optional<Login> login(Caller caller) {
    return caller.identity() instanceof Identity.Human(var _, LoginId id)
        ? logins.find(id, clock.instant())
        : Optional.empty();
  }

  private void keep(
      Person person, String origin, String action, String kind, String id, String detail) {
    String actor = person.name() + " (" + person.id() + ")";
    audit.append(entry(actor, origin, action, kind, id, detail));
  }

  private AuditEntry entry(
      String actor, String origin, String action, String kind, String id, String detail) {
    Instant now = clock.instant();
    return new AuditEntry(
        new AuditId(ids.next(now)),
        now,
        actor,
        Optional.of(origin).filter(from -> !from.isEmpty()),
        action,
        kind,
        id,
        Optional.of(detail)
            .filter(words -> !words.isEmpty())
            .map(
                words ->
                    words.substring(0, Math.min(words.length(), AuditEntry.DETAIL_LENGTH_MAX))));
  }
}
