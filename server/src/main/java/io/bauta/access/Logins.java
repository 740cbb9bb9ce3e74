package io.bauta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is logged in. In memory: a restart ends all logins, and whoever has the database has none.
 *
 * <p>A login ends at its end, when it was not used for some time, when it is ended, and when there
 * are too many: then the one that was not used for longest.
 */
public final class Logins {

  /** Logins at a time. */
  public static final int COUNT_MAX = 1_000;

  /** Logins of one person at a time: browsers, and command lines. */
  public static final int OF_PERSON_MAX = 10;

  private final Duration idleMax;
  private final Map<KeyHash, Kept> logins = new HashMap<>();

  private record Kept(Login login, Instant usedAt) {

    Kept usedAt(Instant now) {
      // A clock that was set back takes nothing away.
      return now.isAfter(usedAt) ? new Kept(login, now) : this;
    }
  }

  /**
   * Nobody is logged in.
   *
   * @param idleMax how long a login holds that is not used
   */
  public Logins(Duration idleMax) {
    this.idleMax = idleMax;
  }

  /** Begins a login. Only what this returns opens it. */
  public synchronized LoginToken begin(Login login, Instant now) {
    logins.values().removeIf(kept -> !isLive(kept, now));
    makeRoom(kept -> kept.login().person().id().equals(login.person().id()), OF_PERSON_MAX);
    makeRoom(kept -> true, COUNT_MAX);
    LoginToken token = LoginToken.make();
    logins.put(token.hash(), new Kept(login, now));
    return token;
  }

  /** For one more of those that {@code like} says. */
  private void makeRoom(Predicate<Kept> like, int most) {
    if (logins.values().stream().filter(like).count() >= most) {
      logins.entrySet().stream()
          .filter(entry -> like.test(entry.getValue()))
          .min(Comparator.comparing(entry -> entry.getValue().usedAt()))
          .map(Map.Entry::getKey)
          .ifPresent(logins::remove);
    }
  }

  /** The login that {@code token} opens at {@code now}, which uses it. */
  synchronized Optional<Login> openedBy(LoginToken token, Instant now) {
    KeyHash hash = token.hash();
    Kept kept = logins.get(hash);
    if (kept == null) {
      return Optional.empty();
    }
    if (!isLive(kept, now)) {
      logins.remove(hash);
      return Optional.empty();
    }
    logins.put(hash, kept.usedAt(now));
    return Optional.of(kept.login());
  }

  private boolean isLive(Kept kept, Instant now) {
    return kept.login().until().isAfter(now) && kept.usedAt().plus(idleMax).isAfter(now);
  }

  /** The login with this id, if it is one at {@code now}. Does not use it. */
  public synchronized Optional<Login> find(LoginId id, Instant now) {
    return logins.values().stream()
        .filter(kept -> kept.login().id().equals(id) && isLive(kept, now))
        .map(Kept::login)
        .findFirst();
  }

  /** Those of {@code person} that {@code which} says open nothing any more; tells which it were. */
  public synchronized List<Login> endOf(PersonId person, Predicate<Login> which) {
    List<Login> ended =
        logins.values().stream()
            .map(Kept::login)
            .filter(login -> login.person().id().equals(person) && which.test(login))
            .toList();
    logins.values().removeIf(kept -> ended.contains(kept.login()));
    return ended;
  }

  /** It opens nothing any more. False when it did not before. */
  public synchronized boolean end(LoginId id) {
    return logins.values().removeIf(kept -> kept.login().id().equals(id));
  }
}
