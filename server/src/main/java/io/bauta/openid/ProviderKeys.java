package io.bauta.openid;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keys with which a provider signs, as it lists them. Asked for again when none fits, not too
 * often, and now and then, so that a key that is no longer listed is no longer believed.
 */
final class ProviderKeys {

  /** How often they are asked for at most, whatever tokens come. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** For how long a list is believed. */
  static final Duration AGE_MAX = Duration.ofHours(1);

  /** Keys of a list that are looked at. */
  static final int COUNT_MAX = 100;

  private static final int OK = 200;

  private final ProviderHttp http;
  private List<JWK> keys = List.of();
  private Optional<Instant> readAt = Optional.empty();
  private Optional<Instant> triedAt = Optional.empty();

  ProviderKeys(ProviderHttp http) {
    this.http = http;
  }

  /** Those that fit; empty when there is none. */
  synchronized List<JWK> find(URI place, Predicate<JWK> fits, Instant now) throws SignInException {
    if (isOlder(readAt, AGE_MAX, now)) {
      if (!isOlder(triedAt, PAUSE, now)) {
        throw new SignInException(SignInFailure.PROVIDER_AWAY);
      }
      read(place, now);
    }
    List<JWK> found = keys.stream().filter(fits).toList();
    if (found.isEmpty() && isOlder(triedAt, PAUSE, now)) {
      read(place, now);
      found = keys.stream().filter(fits).toList();
    }
    return found;
  }

  private static boolean isOlder(Optional<Instant> time, Duration age, Instant now) {
    return time.filter(at -> at.plus(age).isAfter(now)).isEmpty();
  }

  private void read(URI place, Instant now) throws SignInException {
    triedAt = Optional.of(now);
    ProviderHttp.Reply reply = http.get(place);
    if (reply.status() != OK) {
      throw new SignInException(SignInFailure.PROVIDER_AWAY);
    }
    try {
      List<JWK> read = JWKSet.parse(reply.body()).getKeys();
      keys = List.copyOf(read.subList(0, Math.min(read.size(), COUNT_MAX)));
      readAt = Optional.of(now);
    } catch (ParseException | RuntimeException notKeys) {
      throw new SignInException(SignInFailure.PROVIDER_ANSWERS_WRONGLY);
    }
  }
}
