package io.bauta.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the platform wants events to be sent.
 *
 * @param description the platform's own words
 * @param secrets the one that holds, then those that it replaced lately: each event is signed with
 *     all that hold
 */
public record Endpoint(
    EndpointId id,
    String url,
    EventFilter filter,
    Optional<String> description,
    State state,
    List<SigningSecret> secrets,
    Instant createdAt) {

  /** Endpoints of one server. */
  public static final int COUNT_MAX = 32;

  /** Secrets that hold at a time, so many signatures there are in a header. */
  public static final int SECRETS_MAX = 3;

  public static final int URL_LENGTH_MAX = 500;
  public static final int DESCRIPTION_LENGTH_MAX = 200;

  /** Whether it is sent to. */
  public enum State {
    ACTIVE,
    /** Somebody stopped it: events wait for it. */
    PAUSED,
    /** It answered that it is gone: nothing is kept for it any more. */
    GONE
  }

  public Endpoint {
    secrets = List.copyOf(secrets);
  }

  /** Whether events are kept for it. */
  public boolean isOwed(EventType type) {
    return state != State.GONE && filter.wants(type);
  }

  /** The secrets to sign with at {@code now}, the newest first. */
  public List<SigningSecret> secretsAt(Instant now) {
    return secrets.stream().filter(secret -> secret.holdsAt(now)).toList();
  }

  /**
   * The same with a new secret; the one before holds until {@code end}. Empty when too many hold.
   */
  public Optional<Endpoint> withSecret(SigningSecret secret, Instant end, Instant now) {
    List<SigningSecret> held = new ArrayList<>(secretsAt(now));
    if (held.size() >= SECRETS_MAX) {
      return Optional.empty();
    }
    held.set(0, held.getFirst().endingAt(end));
    held.addFirst(secret);
    held.removeIf(one -> !one.holdsAt(now));
    return Optional.of(new Endpoint(id, url, filter, description, state, held, createdAt));
  }

  public Endpoint in(State newState) {
    return new Endpoint(id, url, filter, description, newState, secrets, createdAt);
  }

  /** By its id alone: a URL can hold anything. */
  @Override
  public String toString() {
    return id.toString();
  }
}
