package io.bauta.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a key is for, and so what may be done with it. A right that comes to be is given to none but
 * the admin by itself.
 */
public enum Role {
  /** Everything, also what is still to come. */
  ADMIN(EnumSet.allOf(Right.class)),

  /**
   * Whoever keeps the service running: all but keys, real numbers, and forgetting what was done.
   */
  OPERATOR(
      with(
          reading(),
          Right.POOLS_CHANGE,
          Right.SESSIONS_CHANGE,
          Right.EXPLAIN,
          Right.RECORDINGS_CHANGE,
          Right.RECORDINGS_PLAY,
          Right.EVENT_ENDPOINTS,
          Right.VAULT_READ)),

  /** The platform's backend: sessions, and what becomes of them. */
  PLATFORM(
      EnumSet.of(
          Right.SELF_READ,
          Right.SESSIONS_READ,
          Right.SESSIONS_CHANGE,
          Right.EXPLAIN,
          Right.CALLS_READ,
          Right.RECORDINGS_READ,
          Right.EVENTS_READ)),

  /** Whoever looks: all that can be read without hearing, finding or learning anybody's number. */
  READ_ONLY(reading()),

  /** Whoever must know who somebody is: reads, plays recordings, learns real numbers. */
  REVEAL(with(reading(), Right.REVEAL, Right.RECORDINGS_PLAY));

  @SuppressWarnings("ImmutableEnumChecker") // A copy that nobody can change.
  private final Set<Right> rights;

  Role(Set<Right> rights) {
    this.rights = Set.copyOf(rights);
  }

  private static Set<Right> reading() {
    return EnumSet.of(
        Right.SELF_READ,
        Right.POOLS_READ,
        Right.SESSIONS_READ,
        Right.CALLS_READ,
        Right.RECORDINGS_READ,
        Right.EVENTS_READ,
        Right.WEBHOOKS_READ,
        Right.AUDIT_READ,
        Right.RETENTION_READ);
  }

  private static Set<Right> with(Set<Right> some, Right... more) {
    some.addAll(List.of(more));
    return some;
  }

  public boolean has(Right right) {
    return rights.contains(right);
  }

  /** The roles that have {@code right}. */
  public static List<Role> with(Right right) {
    return Arrays.stream(values()).filter(role -> role.has(right)).toList();
  }
}
