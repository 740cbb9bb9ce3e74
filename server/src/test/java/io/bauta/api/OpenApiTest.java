package io.bauta.api;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.access.ApiKey;
import io.bauta.access.Role;
import io.bauta.audit.ChainReport;
import io.bauta.call.CallStatus;
import io.bauta.carrier.CarrierProfile;
import io.bauta.edge.ExchangeOutcome;
import io.bauta.edge.ProofVerdict;
import io.bauta.event.Delivery;
import io.bauta.event.Endpoint;
import io.bauta.event.EventType;
import io.bauta.person.Erasure;
import io.bauta.person.ErasureStage;
import io.bauta.person.WaitsFor;
import io.bauta.plan.PlanMode;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.RepeatOrders;
import io.bauta.pool.Selection;
import io.bauta.proof.ProofMark;
import io.bauta.proof.Weakness;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.RecordingState;
import io.bauta.retention.DataKind;
import io.bauta.routing.RoutingDecision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the API says what the API does: no endpoint and no choice more or less. */
class OpenApiTest {

  private static final Set<String> METHODS =
      Set.of("get", "post", "patch", "put", "delete", "head");

  private static JsonNode document;

  @BeforeAll
  static void read() {
    document = parsed();
  }

  private static JsonNode parsed() {
    return new YAMLMapper().readTree(OpenApiTest.class.getResourceAsStream("/openapi.yaml"));
  }

  /** What is said of an endpoint. */
  static JsonNode operation(Api.Endpoint endpoint) {
    return parsed()
        .path("paths")
        .path(endpoint.path())
        .path(endpoint.method().toLowerCase(Locale.ROOT));
  }

  /** Not the pages, which are served beside it. */
  private static final Pattern OF_THE_API = Pattern.compile("/v1/|/pool|/bookings");

  @Test
  void describesEveryEndpointAndNoOther() {
    Set<String> described = new TreeSet<>();
    for (String path : document.path("paths").propertyNames()) {
      for (String method : document.path("paths").path(path).propertyNames()) {
        if (METHODS.contains(method) && OF_THE_API.matcher(path).lookingAt()) {
          described.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    Set<String> served =
        endpoints().stream()
            .map(endpoint -> endpoint.method() + " " + endpoint.path())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(served);
  }

  /** The table alone: nothing is asked of the parts behind it. */
  static List<Api.Endpoint> endpoints() {
    return new Api(
            new PoolsApi(null, null, null, null, null, null, null, null),
            new PlanApi(null, null, null),
            new BlocksApi(null, null, null, null, null, null),
            new SessionsApi(null, null, null, null, null),
            new CallsApi(null, null, null, null),
            new TotalsApi(null, null, null, null, null),
            new UnmatchedApi(null, null),
            new ExplainApi(null, null, null, null),
            new WebhooksApi(null, null, null, null),
            new CarriersApi(null, null, null),
            new RecordingsApi(null, null, Optional.empty(), null),
            new RevealApi(null, null, null, null),
            new AuditApi(null, null, null),
            new VaultApi(null, null),
            new KeysApi(null, null, null, null, null),
            new MeApi(null, null, null),
            new RetentionApi(null, Map.of(), null),
            new ErasuresApi(null, null, null, null),
            new PersonExportApi(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null),
            new EventsApi(null, null, null),
            new EventEndpointsApi(null, null, null, null, null, null, null, null),
            new DeliveriesApi(null, null, null),
            Optional.of(new BookingsApi(null, null, null, null, null, null, null)))
        .endpoints();
  }

  @Test
  void describesEveryChoice() {
    assertThat(choices("/components/schemas/Role/enum")).isEqualTo(names(Role.class));
    assertThat(choices("/components/schemas/KeyState/enum")).isEqualTo(names(ApiKey.State.class));
    assertThat(choices("/components/schemas/AuditFlaw/enum"))
        .isEqualTo(names(ChainReport.Flaw.Kind.class));
    assertThat(choices("/components/schemas/CallStatus/enum")).isEqualTo(names(CallStatus.class));
    assertThat(choices("/components/schemas/ExchangeOutcome/enum"))
        .isEqualTo(names(ExchangeOutcome.class));
    assertThat(choices("/components/schemas/ProofVerdict/enum"))
        .isEqualTo(names(ProofVerdict.class));
    assertThat(choices("/components/schemas/WeaknessKind/enum"))
        .isEqualTo(names(Weakness.Kind.class));
    assertThat(choices("/components/schemas/BestProof/enum"))
        .isEqualTo(names(CarrierProfile.Best.class));
    assertThat(choices("/components/schemas/ForgedReason/enum"))
        .isEqualTo(
            Arrays.stream(ProofMark.values())
                .filter(ProofMark::isForged)
                .map(Names::of)
                .collect(Collectors.toSet()));
    assertThat(choices("/components/schemas/DataKind/enum")).isEqualTo(names(DataKind.class));
    assertThat(choices("/components/schemas/ErasureState/enum"))
        .isEqualTo(names(Erasure.State.class));
    assertThat(choices("/components/schemas/ErasureStage/enum"))
        .isEqualTo(names(ErasureStage.class));
    assertThat(choices("/components/schemas/ErasureWait/enum")).isEqualTo(names(WaitsFor.class));
    assertThat(choices("/components/schemas/DeliveryState/enum"))
        .isEqualTo(names(Delivery.State.class));
    assertThat(choices("/components/schemas/EndpointState/enum"))
        .isEqualTo(names(Endpoint.State.class));
    assertThat(choices("/components/schemas/EventType/enum"))
        .isEqualTo(Arrays.stream(EventType.values()).map(EventType::text).collect(toSet()));
    assertThat(choices("/components/schemas/NumberState/enum")).isEqualTo(names(NumberState.class));
    assertThat(choices("/components/schemas/RecordingState/enum"))
        .isEqualTo(names(RecordingState.class));
    assertThat(choices("/components/schemas/FetchFailure/enum"))
        .isEqualTo(names(FetchFailure.class));
    assertThat(choices("/components/schemas/CarrierCopy/enum")).isEqualTo(names(CarrierCopy.class));
    assertThat(choices("/components/schemas/PoolMode/enum")).isEqualTo(names(PoolMode.class));
    assertThat(choices("/components/schemas/Selection/enum")).isEqualTo(names(Selection.class));
    assertThat(choices("/components/schemas/GeoMatch/enum")).isEqualTo(names(GeoMatch.class));
    assertThat(choices("/components/schemas/RepeatOrders/enum"))
        .isEqualTo(names(RepeatOrders.class));
    Set<String> reasons = choices("/components/schemas/Explanation/properties/reason/enum");
    reasons.remove("");
    Set<String> known = names(RoutingDecision.Reason.class);
    known.addAll(names(RoutingDecision.Why.class));
    known.remove("session");
    known.addAll(Set.of("pin_needed", "wrong_pin"));
    assertThat(reasons).isEqualTo(known);
  }

  @Test
  void describesEveryParameterOfAPlan() {
    assertThat(choices("/components/schemas/PlanMode/enum")).isEqualTo(names(PlanMode.class));
    Set<String> described = new TreeSet<>();
    document
        .at("/paths/~1v1~1pools~1{id}~1plan/get/parameters")
        .forEach(parameter -> described.add(parameter.path("name").asString("")));
    assertThat(described).isEqualTo(PlanQuery.parameters());
  }

  @Test
  void describesEveryFieldOfAPool() {
    Set<String> described =
        new TreeSet<>(document.at("/components/schemas/PoolRules/properties").propertyNames());
    assertThat(described).isEqualTo(new TreeSet<>(PoolJson.CHANGEABLE_FIELDS));
    described.addAll(document.at("/components/schemas/NewPool/allOf/1/properties").propertyNames());
    assertThat(described).isEqualTo(new TreeSet<>(PoolJson.FIELDS));
  }

  @Test
  void describesEveryRule() {
    assertThat(Set.copyOf(document.at("/components/schemas/CallRules/properties").propertyNames()))
        .isEqualTo(RulesJson.FIELDS);
    assertThat(
            Set.copyOf(document.at("/components/schemas/SessionRules/properties").propertyNames()))
        .isEqualTo(RulesJson.SESSION_FIELDS);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    document
        .findValuesAsString("$ref")
        .forEach(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  private static Set<String> choices(String pointer) {
    Set<String> choices = new TreeSet<>();
    document.at(pointer).forEach(choice -> choices.add(choice.asString("")));
    return choices;
  }

  private static Set<String> names(Class<? extends Enum<?>> kind) {
    return Arrays.stream(kind.getEnumConstants())
        .map(Names::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
