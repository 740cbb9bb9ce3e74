package io.bauta.app;

import io.bauta.access.Credentials;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What browsers keep of a login, and whether a request comes from a page of ours.
 *
 * <p>The cookies' names begin with {@code __Host-}: browsers take such a cookie from this host by
 * https alone, so that no neighbour can set another. On one machine by http there is no such thing.
 */
final class BrowserLogins {

  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final String LOGIN = "bauta-login";
  private static final String SIGN_IN = "bauta-sign-in";

  private final Optional<URI> publicUrl;
  private final boolean isSecure;

  /**
   * For people who log in so.
   *
   * @param settings empty when nobody does: then no cookie is looked at
   */
  BrowserLogins(Optional<LoginSettings> settings) {
    this.publicUrl = settings.map(LoginSettings::publicUrl);
    this.isSecure = settings.filter(LoginSettings::isSecure).isPresent();
  }

  /** What {@code request} brings to be let in with. */
  Credentials credentials(ServerRequest request) {
    return new Credentials(
        request.headers().first(HeaderNames.AUTHORIZATION),
        publicUrl.flatMap(_ -> cookie(request, LOGIN)),
        isOwn(request));
  }

  /** What the browser shows of a login that it has begun. */
  Optional<String> signIn(ServerRequest request) {
    return cookie(request, SIGN_IN);
  }

  private Optional<String> cookie(ServerRequest request, String name) {
    return request.headers().cookies().first(name(name)).asOptional();
  }

  private String name(String name) {
    return isSecure ? "__Host-" + name : name;
  }

  /**
   * Whether a page of ours made the browser ask, or nothing is changed. Browsers say where a
   * request comes from; older ones only the page's origin.
   */
  boolean isOwn(ServerRequest request) {
    String method = request.prologue().method().text();
    if (method.equals("GET") || method.equals("HEAD")) {
      return true;
    }
    Optional<String> site = request.headers().first(FETCH_SITE);
    return site.map("same-origin"::equals)
        .orElseGet(
            () ->
                request
                    .headers()
                    .first(HeaderNames.ORIGIN)
                    .filter(
                        origin -> publicUrl.map(BrowserLogins::origin).equals(Optional.of(origin)))
                    .isPresent());
  }

  /** As a browser writes it. */
  static String origin(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = "https".equals(url.getScheme()) ? 443 : 80;
    return url.getScheme()
        + "://"
        + host
        + (url.getPort() == -1 || url.getPort() == usual ? "" : ":" + url.getPort());
  }

  void keepSignIn(ServerResponse response, String value) {
    set(response, SIGN_IN, value, LoginFlow.UNDERWAY_TIME_MAX);
  }

  void forgetSignIn(ServerResponse response) {
    set(response, SIGN_IN, "", Duration.ZERO);
  }

  void keepLogin(ServerResponse response, String token, Duration time) {
    set(response, LOGIN, token, time);
  }

  void forgetLogin(ServerResponse response) {
    set(response, LOGIN, "", Duration.ZERO);
  }

  /** Lax: from the provider people come back by a link, and a strict one would not be sent then. */
  private void set(ServerResponse response, String name, String value, Duration time) {
    response
        .headers()
        .add(
            HeaderNames.SET_COOKIE,
            "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(name(name), value, time.toSeconds(), isSecure ? "; Secure" : ""));
  }
}
