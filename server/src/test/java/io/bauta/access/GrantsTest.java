package io.bauta.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.access.Grants.Given;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What groups give, and that nothing is given without. */
class GrantsTest {

  private static final PoolId RIDES = new PoolId(new UUID(1, 1));
  private static final PoolId PARCELS = new PoolId(new UUID(1, 2));
  private static final Map<Role, Set<String>> ROLES =
      Map.of(Role.OPERATOR, Set.of("ops", "boss"), Role.REVEAL, Set.of("support"));

  private static Optional<PoolId> named(String name) {
    return Optional.ofNullable(Map.of("rides", RIDES, "parcels", PARCELS).get(name));
  }

  private static Given given(Map<String, Set<String>> pools, String... groups) {
    return new Grants(ROLES, pools).to(List.of(groups), GrantsTest::named);
  }

  private static Given something(Set<Role> roles, PoolScope scope) {
    return new Given.Something(roles, scope, List.of());
  }

  @Test
  void whoIsInSeveralGroupsHasAllTheirRoles() {
    assertThat(given(Map.of(), "ops")).isEqualTo(something(Set.of(Role.OPERATOR), PoolScope.all()));
    assertThat(given(Map.of(), "support", "boss", "other"))
        .isEqualTo(something(Set.of(Role.OPERATOR, Role.REVEAL), PoolScope.all()));
  }

  @Test
  void whoIsInNoneHasNothing() {
    assertThat(given(Map.of())).isEqualTo(new Given.NoRole());
    assertThat(given(Map.of(), "Ops", "admin", "OPERATOR")).isEqualTo(new Given.NoRole());
  }

  @Test
  void poolsLimitAllOnceTheyAreGivenByGroup() {
    Map<String, Set<String>> pools =
        Map.of("ops", Set.of("rides"), "b", Set.of("parcels"), "boss", Set.of(Grants.ALL_POOLS));
    assertThat(given(pools, "ops"))
        .isEqualTo(something(Set.of(Role.OPERATOR), new PoolScope.Only(Set.of(RIDES))));
    assertThat(given(pools, "ops", "b"))
        .isEqualTo(something(Set.of(Role.OPERATOR), new PoolScope.Only(Set.of(RIDES, PARCELS))));
    assertThat(given(pools, "boss", "b"))
        .isEqualTo(something(Set.of(Role.OPERATOR), PoolScope.all()));
    assertThat(given(pools, "support")).isEqualTo(new Given.NoPool());
  }

  @Test
  void aPoolThatIsNotThereGivesNothingAndIsNamed() {
    Map<String, Set<String>> pools = Map.of("ops", Set.of("gone"));
    assertThat(given(pools, "ops"))
        .isEqualTo(
            new Given.Something(
                Set.of(Role.OPERATOR), new PoolScope.Only(Set.of()), List.of("gone")));
  }
}
