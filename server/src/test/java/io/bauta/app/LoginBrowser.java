package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser that keeps our server's cookies, follows nothing by itself, and runs no script. */
final class LoginBrowser {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  /** Those that our server has set. */
  final Map<String, String> cookies = new LinkedHashMap<>();

  /** As they came. */
  final List<String> setCookies = new ArrayList<>();

  LoginBrowser(URI server) {
    this.server = server;
  }

  HttpResponse<String> get(String place) throws Exception {
    return send(HttpRequest.newBuilder(place(place)));
  }

  private URI place(String place) {
    return place.startsWith("/") ? URI.create(server + place) : URI.create(place);
  }

  HttpResponse<String> post(String path, String type, String body, Map<String, String> headers)
      throws Exception {
    return request("POST", path, type, body, headers);
  }

  HttpResponse<String> request(
      String method, String path, String type, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place(path))
            .header("content-type", type)
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    boolean isOurs = request.build().uri().toString().startsWith(server.toString());
    if (isOurs && !cookies.isEmpty()) {
      request.header(
          "cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (isOurs) {
      response.headers().allValues("set-cookie").forEach(this::keep);
    }
    return response;
  }

  private void keep(String setCookie) {
    setCookies.add(setCookie);
    String[] pair = setCookie.substring(0, setCookie.indexOf(';')).split("=", 2);
    if (setCookie.contains("Max-Age=0;")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  /** From the wish to log in to where the provider sends the person back to. */
  String toCallback(String login) throws Exception {
    HttpResponse<String> sent = get(login);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    return location(get(location(sent)));
  }

  /** The whole way. */
  HttpResponse<String> logIn(String login) throws Exception {
    return get(toCallback(login));
  }

  static String location(HttpResponse<?> response) {
    return response.headers().firstValue("location").orElseThrow();
  }
}
