package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.LoopbackApi;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API of {@link PretendCarrier} on the loopback interface. */
final class PretendCarrierApi implements AutoCloseable {

  static final String TOKEN = "token-of-the-pretended-account";

  final LoopbackApi http = new LoopbackApi("", this::answer);
  private final List<String> applications = new ArrayList<>();
  private final List<String> attached = new ArrayList<>();
  private String methodToLose = "";
  private final Map<String, String> owned = new LinkedHashMap<>();

  /** The URL of each application, in the order in which they were made. */
  synchronized List<String> applications() {
    return List.copyOf(applications);
  }

  /** Numbers, in the order in which they were attached. */
  synchronized List<String> attached() {
    return List.copyOf(attached);
  }

  /** Sells a number to the account, or changes how it is. */
  synchronized PretendCarrierApi owns(String number, String state) {
    owned.put(number, state);
    return this;
  }

  List<String> changes() {
    return http.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(ApiRequest::path)
        .toList();
  }

  /** A configuration whose account {@code vobiz} has this API. */
  String yaml() {
    return """
    server: { public-url: "https://mask.example.com" }
    carriers:
      vobiz: { carrier: vobiz, home-region: IN, auth-id: MA_TEST, auth-token: %s, api-base: "%s" }
    """
        .formatted(TOKEN, http.base());
  }

  /** The first request with this method is carried out, and its reply lost. */
  synchronized void losesTheReplyTo(String method) {
    methodToLose = method;
  }

  private synchronized ApiReply answer(ApiRequest request) {
    if (request.method().equals(methodToLose)) {
      methodToLose = "";
      http.losesNextReply();
    }
    if (!TOKEN.equals(request.headers().get("x-auth-token"))) {
      return new ApiReply(401, "{}");
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /application" -> new ApiReply(200, application().toString());
      case "GET /numbers" -> new ApiReply(200, numbers().toString());
      case "POST /application" -> {
        JsonNode body = JsonMapper.shared().readTree(new String(request.body(), UTF_8));
        applications.add(body.path("url").asString(""));
        yield new ApiReply(200, "{}");
      }
      default -> {
        attached.add(URLDecoder.decode(request.path().substring("/numbers/".length()), UTF_8));
        yield new ApiReply(200, "{}");
      }
    };
  }

  private ObjectNode application() {
    ObjectNode application = JsonMapper.shared().createObjectNode();
    if (!applications.isEmpty()) {
      application.put("url", applications.getLast());
    }
    ArrayNode numbers = application.putArray("numbers");
    attached.forEach(numbers::add);
    return application;
  }

  private ArrayNode numbers() {
    ArrayNode numbers = JsonMapper.shared().createArrayNode();
    owned.forEach((number, state) -> numbers.addObject().put("number", number).put("state", state));
    return numbers;
  }

  @Override
  public void close() {
    http.close();
  }
}
