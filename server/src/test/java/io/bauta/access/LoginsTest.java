package io.bauta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.PoolScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Logins begin, are used, and end in each of their ways. */
class LoginsTest {

  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration SESSION = Duration.ofHours(8);

  private final Logins logins = new Logins(IDLE);
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private Instant now = Instant.parse("2027-01-15T08:00:00Z");

  private static Person person(String subject) {
    return new Person(PersonId.of("https://login.example.com", subject), subject, "Jane");
  }

  private Login login(String subject) {
    return new Login(
        new LoginId(ids.next(now)),
        person(subject),
        Set.of(Role.OPERATOR),
        PoolScope.all(),
        now,
        now.plus(SESSION));
  }

  @Test
  void onlyItsTokenOpensALogin() {
    Login login = login("1");
    LoginToken token = logins.begin(login, now);
    assertThat(logins.openedBy(token, now)).contains(login);
    assertThat(logins.find(login.id(), now)).contains(login);
    assertThat(logins.openedBy(LoginToken.make(), now)).isEmpty();
    assertThat(LoginToken.parse(token.reveal()).flatMap(same -> logins.openedBy(same, now)))
        .contains(login);
    assertThat(LoginToken.parse(login.id().toString())).isEmpty();
    assertThat(token.toString()).doesNotContain(token.reveal());
  }

  @Test
  void aLoginEndsAtItsEndHoweverMuchItIsUsed() {
    LoginToken token = logins.begin(login("1"), now);
    Instant end = now.plus(SESSION);
    while (now.isBefore(end)) {
      assertThat(logins.openedBy(token, now)).isPresent();
      now = now.plus(Duration.ofMinutes(30));
    }
    assertThat(logins.openedBy(token, now)).isEmpty();
  }

  @Test
  void aLoginEndsThatIsNotUsed() {
    Login login = login("1");
    LoginToken token = logins.begin(login, now);
    now = now.plus(IDLE).minusMillis(1);
    assertThat(logins.find(login.id(), now)).as("to look is no use").isPresent();
    assertThat(logins.openedBy(token, now)).isPresent();
    now = now.plus(IDLE).minusMillis(1);
    assertThat(logins.openedBy(token, now)).isPresent();
    now = now.plus(IDLE);
    assertThat(logins.find(login.id(), now)).isEmpty();
    assertThat(logins.openedBy(token, now)).isEmpty();
  }

  @Test
  void aLoginIsEndedAtOnceAndOnce() {
    Login login = login("1");
    LoginToken token = logins.begin(login, now);
    assertThat(logins.end(login.id())).isTrue();
    assertThat(logins.openedBy(token, now)).isEmpty();
    assertThat(logins.end(login.id())).isFalse();
  }

  @Test
  void ofTooManyOfAPersonTheOneThatWasNotUsedForLongestEnds() {
    List<LoginToken> tokens = new ArrayList<>();
    LoginToken anothers = logins.begin(login("2"), now);
    for (int i = 0; i < Logins.OF_PERSON_MAX; i++) {
      now = now.plusSeconds(1);
      tokens.add(logins.begin(login("1"), now));
    }
    now = now.plusSeconds(1);
    assertThat(logins.openedBy(tokens.getFirst(), now)).isPresent();
    tokens.add(logins.begin(login("1"), now));
    assertThat(logins.openedBy(tokens.get(1), now)).isEmpty();
    tokens.remove(1);
    assertThat(tokens).allMatch(token -> logins.openedBy(token, now).isPresent());
    assertThat(logins.openedBy(anothers, now)).isPresent();
  }

  @Test
  void ofTooManyTheOneThatWasNotUsedForLongestEnds() {
    LoginToken first = logins.begin(login("first"), now);
    for (int i = 1; i < Logins.COUNT_MAX; i++) {
      logins.begin(login("other-" + i), now.plusSeconds(1));
    }
    assertThat(logins.openedBy(first, now)).isPresent();
    logins.begin(login("one-more"), now.plusSeconds(2));
    assertThat(logins.openedBy(first, now.plusSeconds(2))).isEmpty();
  }

  @Test
  void whoHasNoRoleIsNotLoggedIn() {
    assertThatThrownBy(
            () ->
                new Login(
                    new LoginId(ids.next(now)),
                    person("1"),
                    Set.of(),
                    PoolScope.all(),
                    now,
                    now.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPersonIsTheSameWhateverTheyAreCalled() {
    assertThat(person("1").id()).isEqualTo(PersonId.of("https://login.example.com", "1"));
    assertThat(person("1").id()).isNotEqualTo(PersonId.of("https://other.example.com", "1"));
    assertThat(person("1").id()).isNotEqualTo(person("2").id());
    assertThat(person("1").id().toString()).matches("person_[0-9a-f]{32}");
    assertThat(person("jane").toString()).doesNotContain("jane").doesNotContain("Jane");
  }

  @Test
  void aOneTimeSecretStandsForSomethingOnce() {
    OneTimeSecrets<String> secrets = new OneTimeSecrets<>(2, Duration.ofMinutes(1));
    String secret = secrets.make("a", now);
    assertThat(secret).matches("[0-9a-f]{64}");
    assertThat(secrets.take(secret, "b"::equals, now)).as("told nothing").isEmpty();
    assertThat(secrets.take(secret, now)).contains("a");
    assertThat(secrets.take(secret, now)).isEmpty();
    String late = secrets.make("b", now);
    now = now.plusSeconds(60);
    assertThat(secrets.take(late, now)).isEmpty();
    String first = secrets.make("1", now);
    String second = secrets.make("2", now);
    String third = secrets.make("3", now);
    assertThat(secrets.take(first, now)).as("the oldest makes room").isEmpty();
    assertThat(secrets.take(second, now)).contains("2");
    assertThat(secrets.take(third, now)).contains("3");
  }
}
