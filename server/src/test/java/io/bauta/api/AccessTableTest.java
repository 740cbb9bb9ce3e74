package io.bauta.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.access.Extent;
import io.bauta.access.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Which role may do what, written out: a new endpoint is not there before somebody has decided,
 * here too, who may use it.
 *
 * <p>The letters are those of admin, operator, platform, read-only and reveal. What ends in {@code
 * server} is refused to keys that are limited to some pools; all else is narrowed to theirs.
 */
class AccessTableTest {

  private static final String EXPECTED =
      """
      POST   /v1/pools                              A O . . .  server
      GET    /v1/pools                              A O . R V  pool
      GET    /v1/pools/{id}                         A O . R V  pool
      PATCH  /v1/pools/{id}                         A O . . .  pool
      DELETE /v1/pools/{id}                         A O . . .  pool
      GET    /v1/pools/{id}/plan                    A O . R V  pool
      POST   /v1/pools/{id}/numbers                 A O . . .  server
      GET    /v1/pools/{id}/numbers                 A O . R V  pool
      PATCH  /v1/pools/{id}/numbers/{number}        A O . . .  pool
      DELETE /v1/pools/{id}/numbers/{number}        A O . . .  pool
      POST   /v1/pools/{id}/blocks                  A O . . .  pool
      GET    /v1/pools/{id}/blocks                  A O . R V  pool
      DELETE /v1/pools/{id}/blocks/{block}          A O . . .  pool
      POST   /v1/sessions                           A O P . .  pool
      GET    /v1/sessions                           A O P R V  pool
      GET    /v1/sessions/{id}                      A O P R V  pool
      PATCH  /v1/sessions/{id}                      A O P . .  pool
      DELETE /v1/sessions/{id}                      A O P . .  pool
      POST   /v1/sessions/{id}/close                A O P . .  pool
      POST   /v1/sessions/{id}/reopen               A O P . .  pool
      POST   /v1/sessions/{id}/reveal               A . . . V  pool
      POST   /v1/sessions/open                      A O P . .  pool
      POST   /v1/sessions/close                     A O P . .  pool
      POST   /v1/explain                            A O P . .  pool
      GET    /v1/calls                              A O P R V  pool
      GET    /v1/calls/export                       A O P R V  pool
      GET    /v1/calls/totals                       A O P R V  pool
      GET    /v1/calls/unmatched                    A O P R V  server
      GET    /v1/calls/{id}                         A O P R V  pool
      GET    /v1/webhooks                           A O . R V  server
      GET    /v1/carriers                           A O . R V  server
      GET    /v1/carriers/{account}                 A O . R V  server
      GET    /v1/recordings                         A O P R V  pool
      GET    /v1/recordings/{id}                    A O P R V  pool
      PATCH  /v1/recordings/{id}                    A O . . .  pool
      DELETE /v1/recordings/{id}                    A O . . .  pool
      POST   /v1/recordings/{id}/retry              A O . . .  pool
      GET    /v1/recordings/{id}/media              A O . . V  pool
      HEAD   /v1/recordings/{id}/media              A O P R V  pool
      GET    /v1/audit                              A O . R V  server
      GET    /v1/audit/verify                       A O . R V  server
      GET    /v1/retention                          A O . R V  server
      POST   /v1/retention/run                      A . . . .  server
      POST   /v1/erasures                           A . . . .  server
      GET    /v1/erasures                           A . . . .  server
      GET    /v1/erasures/{id}                      A . . . .  server
      POST   /v1/persons/export                     A . . . .  server
      GET    /v1/vault                              A O . . .  server
      POST   /v1/vault/rotate                       A . . . .  server
      POST   /v1/keys                               A . . . .  server
      GET    /v1/keys                               A . . . .  server
      GET    /v1/keys/{id}                          A . . . .  server
      PATCH  /v1/keys/{id}                          A . . . .  server
      DELETE /v1/keys/{id}                          A . . . .  server
      POST   /v1/keys/{id}/rotate                   A . . . .  server
      GET    /v1/me                                 A O P R V  pool
      GET    /v1/events                             A O P R V  pool
      POST   /v1/event_endpoints                    A O . . .  server
      GET    /v1/event_endpoints                    A O . . .  server
      GET    /v1/event_endpoints/{id}               A O . . .  server
      PATCH  /v1/event_endpoints/{id}               A O . . .  server
      DELETE /v1/event_endpoints/{id}               A O . . .  server
      POST   /v1/event_endpoints/{id}/secret        A O . . .  server
      POST   /v1/event_endpoints/{id}/replay        A O . . .  server
      GET    /v1/deliveries                         A O P R V  pool
      GET    /v1/deliveries/{id}                    A O P R V  pool
      POST   /v1/deliveries/{id}/replay             A O . . .  pool
      POST   /pool                                  A O . . .  server
      POST   /bookings                              A O P . .  pool
      GET    /bookings                              A O P R V  pool
      DELETE /bookings/{id}                         A O P . .  pool
      """;

  private static final Map<Role, String> LETTERS =
      Map.of(
          Role.ADMIN, "A",
          Role.OPERATOR, "O",
          Role.PLATFORM, "P",
          Role.READ_ONLY, "R",
          Role.REVEAL, "V");

  /** Every endpoint with every role. */
  @Test
  void everyEndpointIsForTheRolesOfTheTableAndNoOther() {
    Map<String, String> table =
        OpenApiTest.endpoints().stream()
            .collect(
                Collectors.toMap(
                    endpoint -> endpoint.method() + " " + endpoint.path(),
                    AccessTableTest::line,
                    (one, other) -> one + other,
                    TreeMap::new));
    assertThat(table).isEqualTo(expected());
  }

  private static String line(Api.Endpoint endpoint) {
    String roles =
        Arrays.stream(Role.values())
            .map(role -> role.has(endpoint.right()) ? LETTERS.getOrDefault(role, "?") : ".")
            .collect(Collectors.joining(" "));
    return roles + " " + Names.of(endpoint.extent());
  }

  private static Map<String, String> expected() {
    return EXPECTED
        .lines()
        .map(line -> line.split(" +"))
        .collect(
            Collectors.toMap(
                cells -> cells[0] + " " + cells[1],
                cells -> String.join(" ", Arrays.asList(cells).subList(2, cells.length)),
                (one, other) -> one + other,
                TreeMap::new));
  }

  @Test
  void theDescriptionOfTheApiSaysTheSame() {
    for (Api.Endpoint endpoint : OpenApiTest.endpoints()) {
      String name = endpoint.method() + " " + endpoint.path();
      JsonNode operation = OpenApiTest.operation(endpoint);
      assertThat(operation.path("x-roles").valueStream().map(role -> role.asString("")))
          .as(name)
          .containsExactlyElementsOf(Role.with(endpoint.right()).stream().map(Names::of).toList());
      assertThat(operation.path("x-limited-keys").asString("narrowed"))
          .as(name)
          .isEqualTo(endpoint.extent() == Extent.POOL ? "narrowed" : "refused");
    }
  }
}
