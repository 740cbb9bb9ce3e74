package io.bauta.openid;

import java.util.Set;

/**
 * Whom a provider has vouched for.
 *
 * @param subject what it calls them, and nobody else ever
 * @param name for people to read: an e-mail address, or what there is
 * @param groups the values of the claim that was agreed on
 */
public record ProvedPerson(String subject, String name, Set<String> groups) {

  /** The most values that are looked at. */
  public static final int GROUPS_MAX = 1_000;

  /** The most characters of a name. */
  public static final int NAME_LENGTH_MAX = 100;

  /** The most characters of a subject, by OpenID Connect. */
  public static final int SUBJECT_LENGTH_MAX = 255;

  public ProvedPerson {
    groups = Set.copyOf(groups);
  }

  /** Without who it is. */
  @Override
  public String toString() {
    return "ProvedPerson[" + groups.size() + " groups]";
  }
}
