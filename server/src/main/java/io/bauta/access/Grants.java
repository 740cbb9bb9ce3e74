package io.bauta.access;

import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people may do, by what their provider says of them: groups, mostly. Closed by default: who
 * is in none of the groups may do nothing.
 *
 * @param roles by role, the groups that have it; who is in several has all the roles
 * @param pools by group, the pools that it is limited to, by name or id, or {@link #ALL_POOLS};
 *     empty where nobody is limited
 */
public record Grants(Map<Role, Set<String>> roles, Map<String, Set<String>> pools) {

  /** Stands for every pool there is and will be. */
  public static final String ALL_POOLS = "*";

  public Grants {
    roles = Map.copyOf(roles);
    pools = Map.copyOf(pools);
  }

  /** What somebody is given. */
  public sealed interface Given {

    /**
     * They may log in.
     *
     * @param unknown pools that are written in the configuration and are not there
     */
    record Something(Set<Role> roles, PoolScope scope, List<String> unknown) implements Given {}

    /** None of their groups has a role. */
    record NoRole() implements Given {}

    /** They have a role, in no pool: pools are given by group, and theirs have none. */
    record NoPool() implements Given {}
  }

  /**
   * What is given to whoever is in {@code groups}.
   *
   * @param named finds a pool by its name or its id
   */
  public Given to(Collection<String> groups, Function<String, Optional<PoolId>> named) {
    Set<Role> given = EnumSet.noneOf(Role.class);
    roles.forEach(
        (role, those) -> {
          if (those.stream().anyMatch(groups::contains)) {
            given.add(role);
          }
        });
    if (given.isEmpty()) {
      return new Given.NoRole();
    }
    if (pools.isEmpty()) {
      return new Given.Something(given, PoolScope.all(), List.of());
    }
    Set<String> names = new HashSet<>();
    groups.forEach(group -> names.addAll(pools.getOrDefault(group, Set.of())));
    if (names.isEmpty()) {
      return new Given.NoPool();
    }
    return new Given.Something(given, scope(names, named), unknown(names, named));
  }

  private static PoolScope scope(Set<String> names, Function<String, Optional<PoolId>> named) {
    if (names.contains(ALL_POOLS)) {
      return PoolScope.all();
    }
    Set<PoolId> ids = new HashSet<>();
    names.forEach(name -> named.apply(name).ifPresent(ids::add));
    return new PoolScope.Only(ids);
  }

  private static List<String> unknown(Set<String> names, Function<String, Optional<PoolId>> named) {
    return names.stream()
        .filter(name -> !name.equals(ALL_POOLS) && named.apply(name).isEmpty())
        .sorted()
        .toList();
  }
}
