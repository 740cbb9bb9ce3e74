package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.access.Caller;
import io.bauta.access.Credentials;
import io.bauta.access.Entry;
import io.bauta.access.Gate;
import io.bauta.access.Login;
import io.bauta.api.ApiReply;
import io.bauta.api.Problem;
import io.bauta.app.LoginFlow.Back;
import io.bauta.app.LoginFlow.Begun;
import io.bauta.app.LoginFlow.NewLogin;
import io.bauta.app.LoginFlow.Wish;
import io.bauta.carrier.HttpReply;
import io.bauta.openid.SignInFailure;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Logging in and out over HTTP: what a browser and the command line ask, and what they get. */
final class LoginHttp {

  static final String LOGIN = "/login";
  static final String CALLBACK = "/login/callback";
  static final String DONE = "/login/done";
  static final String CONSENT = "/login/cli/consent";
  static final String FETCH = "/login/cli";
  static final String LOGOUT = "/logout";

  /** Of these requests no body is longer. */
  static final int BODY_BYTES_MAX = 4_096;

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

  /** Under a stricter one browsers say null for the origin of a form, which could be anybody's. */
  private static final Header OWN_REFERRER =
      HeaderValues.createCached("Referrer-Policy", "same-origin");

  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int PORT_LAST = 65_535;

  /** SHA-256 in Base64 for URLs. */
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private static final int SEE_OTHER = 303;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LoginFlow flow;
  private final LoginSettings settings;
  private final BrowserLogins browsers;
  private final Gate gate;
  private final Function<ServerRequest, String> origin;
  private final Clock clock;

  /**
   * What is served to whoever logs in.
   *
   * @param origin the network address that a request came from
   */
  LoginHttp(
      LoginFlow flow,
      LoginSettings settings,
      BrowserLogins browsers,
      Gate gate,
      Function<ServerRequest, String> origin,
      Clock clock) {
    this.flow = flow;
    this.settings = settings;
    this.browsers = browsers;
    this.gate = gate;
    this.origin = origin;
    this.clock = clock;
  }

  void route(HttpRouting.Builder routing) {
    serve(routing, "GET", LOGIN, this::login);
    serve(routing, "GET", CALLBACK, this::callback);
    serve(routing, "GET", DONE, this::done);
    serve(routing, "POST", CONSENT, this::consent);
    serve(routing, "POST", FETCH, this::fetch);
    serve(routing, "POST", LOGOUT, this::logout);
  }

  private static void serve(
      HttpRouting.Builder routing, String method, String path, Handler handler) {
    routing.any(
        path,
        (request, response) -> {
          if (request.prologue().method().text().equals(method)) {
            handler.handle(request, response);
          } else {
            Replies.wrongMethod(request, response, method);
          }
        });
  }

  private void login(ServerRequest request, ServerResponse response) {
    Optional<Wish> wish = wish(Requests.query(request));
    if (wish.isEmpty()) {
      show(
          request,
          response,
          page(
              400,
              "This link cannot be used",
              "It is to lead back to where this server is not, or to a command line that is none."));
      return;
    }
    switch (flow.begin(wish.get(), Origins.network(origin.apply(request)))) {
      case Begun.Sent(URI place, String browser) -> {
        browsers.keepSignIn(response, browser);
        seeOther(request, response, place.toString());
      }
      case Begun.TooOften(Duration pause) -> {
        response.header(HeaderNames.RETRY_AFTER, Long.toString(pause.toSeconds() + 1));
        show(
            request,
            response,
            page(
                429,
                "Too many logins",
                "Too many people begin to log in from your network. Try again in a minute."));
      }
      case Begun.Failed(SignInFailure why) -> show(request, response, failed(why));
    }
  }

  private static Optional<Wish> wish(Map<String, String> query) {
    String port = query.getOrDefault("cli_port", "");
    String challenge = query.getOrDefault("cli_challenge", "");
    if (port.isEmpty() && challenge.isEmpty()) {
      String path = query.getOrDefault("return_to", "");
      return path.isEmpty()
          ? Optional.of(new Wish.Page(Optional.empty()))
          : ReturnPath.of(path).map(usable -> new Wish.Page(Optional.of(usable)));
    }
    return PORT.matcher(port).matches()
            && Integer.parseInt(port) <= PORT_LAST
            && CHALLENGE.matcher(challenge).matches()
        ? Optional.of(new Wish.CommandLine(Integer.parseInt(port), challenge))
        : Optional.empty();
  }

  private void callback(ServerRequest request, ServerResponse response) {
    Map<String, List<String>> answer = new HashMap<>();
    if (request.prologue().hasQuery()) {
      request.query().names().forEach(name -> answer.put(name, request.query().all(name)));
    }
    switch (flow.back(answer, browsers.signIn(request), origin.apply(request))) {
      case Back.LoggedIn(NewLogin login, Optional<String> returnTo) -> {
        browsers.forgetSignIn(response);
        browsers.keepLogin(
            response,
            login.token().reveal(),
            Duration.between(clock.instant(), login.login().until()));
        seeOther(
            request,
            response,
            returnTo
                .map(path -> BrowserLogins.origin(settings.publicUrl()) + path)
                .orElse(settings.publicUrl() + DONE));
      }
      case Back.Asked(String name, String consent, int port) -> {
        browsers.forgetSignIn(response);
        show(
            request,
            response,
            LoginPage.withButton(
                "Log in a command line?",
                ("A command line on this computer asks to act as %s, with all that you may do here."
                        + " Agree only if you have just called bauta login yourself. If you did"
                        + " not, close this page.")
                    .formatted(name),
                settings.publicUrl().getRawPath() + CONSENT,
                "consent",
                consent,
                "Log it in"),
            " http://127.0.0.1:" + port);
      }
      case Back.Astray() ->
          show(
              request,
              response,
              page(
                  400,
                  "This login was not begun here",
                  "It was begun in another browser or window, too long ago, or is used already."));
      case Back.Failed(SignInFailure why) -> {
        browsers.forgetSignIn(response);
        show(request, response, failed(why));
      }
      case Back.NotAllowed(String name) -> {
        browsers.forgetSignIn(response);
        show(
            request,
            response,
            page(
                403,
                "You may not use this server",
                ("Your provider knows you as %s, and you are in no group that has a role here. Ask"
                        + " whoever runs this server for one.")
                    .formatted(name)));
      }
    }
  }

  private HttpReply failed(SignInFailure why) {
    return why.isProviders()
        ? page(
            502,
            "You cannot log in now",
            "This server and your provider do not understand each other, or the provider does not"
                + " answer. Try again; if it stays so, tell whoever runs this server: its log says"
                + " why.")
        : page(
            403,
            "You are not logged in",
            "Your provider did not confirm who you are, or you did not want it to.");
  }

  private HttpReply page(int status, String title, String text) {
    return LoginPage.of(status, title, text, settings.publicUrl().getRawPath() + LOGIN, "Log in");
  }

  private void done(ServerRequest request, ServerResponse response) {
    Optional<Login> login =
        enter(request) instanceof Entry.Admitted(Caller caller, var _)
            ? flow.login(caller)
            : Optional.empty();
    show(
        request,
        response,
        login
            .map(
                known ->
                    LoginPage.withButton(
                        "You are logged in",
                        "As %s, with the role %s, until %s at the latest."
                            .formatted(known.person().name(), roles(known), known.until()),
                        settings.publicUrl().getRawPath() + LOGOUT,
                        "",
                        "",
                        "Log out"))
            .orElseGet(() -> page(200, "You are not logged in", "Log in to use this server.")));
  }

  private static String roles(Login login) {
    return login.roles().stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private Entry enter(ServerRequest request) {
    Credentials credentials = browsers.credentials(request);
    return gate.enter(credentials, Origins.network(origin.apply(request)), clock.instant());
  }

  private void consent(ServerRequest request, ServerResponse response) {
    if (!browsers.isOwn(request)) {
      Replies.send(request, response, crossSite());
      return;
    }
    String consent = form(request).getOrDefault("consent", "");
    Optional<URI> place = flow.consented(consent);
    if (place.isEmpty()) {
      show(
          request,
          response,
          page(400, "Too late", "The question was answered already, or too long ago."));
      return;
    }
    seeOther(request, response, place.get().toString());
  }

  private static Problem crossSite() {
    return new Problem(
        403, "cross_site_request", "expected a request that a page of this server makes");
  }

  private static Map<String, String> form(ServerRequest request) {
    Map<String, String> fields = new HashMap<>();
    String text = new String(RequestBody.read(request, BODY_BYTES_MAX), UTF_8);
    for (String pair : text.split("&")) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        try {
          fields.put(pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), UTF_8));
        } catch (IllegalArgumentException wronglyEscaped) {
          fields.put(pair.substring(0, sign), "");
        }
      }
    }
    return fields;
  }

  /** No browser asks this, and none can be made to: it is JSON, and needs two secrets. */
  private void fetch(ServerRequest request, ServerResponse response) {
    JsonNode asked;
    try {
      asked = JSON.readTree(RequestBody.read(request, BODY_BYTES_MAX));
    } catch (JacksonException notJson) {
      asked = JSON.createObjectNode();
    }
    String code = asked.path("code").asString("");
    String verifier = asked.path("verifier").asString("");
    Optional<NewLogin> login = flow.fetch(code, verifier, origin.apply(request));
    if (login.isEmpty()) {
      Replies.send(
          request,
          response,
          new Problem(
              403,
              "wrong_code",
              "expected the code that this server gave and the verifier of whoever asked for it,"
                  + " once and within %d seconds: begin again"
                      .formatted(LoginFlow.CODE_TIME_MAX.toSeconds())));
      return;
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("token", login.get().token().reveal());
    json.put("name", login.get().login().person().name());
    json.put("until", login.get().login().until().toString());
    var roles = json.putArray("roles");
    login.get().login().roles().stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .sorted()
        .forEach(roles::add);
    Replies.send(
        request, response, new ApiReply(200, "application/json", json.toString().getBytes(UTF_8)));
  }

  private void logout(ServerRequest request, ServerResponse response) {
    switch (enter(request)) {
      case Entry.Denied(var why) -> Replies.denied(request, response, why);
      case Entry.Admitted(Caller caller, var _) -> {
        if (!flow.end(caller, origin.apply(request))) {
          Replies.send(
              request,
              response,
              new Problem(409, "no_login", "a key is no login: it ends when it is revoked"));
          return;
        }
        browsers.forgetLogin(response);
        boolean isForm =
            request
                .headers()
                .first(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
        if (isForm) {
          seeOther(request, response, settings.publicUrl() + DONE);
        } else {
          Replies.send(request, response, new HttpReply(204, "", new byte[0]));
        }
      }
    }
  }

  private static void seeOther(ServerRequest request, ServerResponse response, String place) {
    ReplyHeaders.add(request, response);
    response.header(HeaderNames.LOCATION, place);
    response.status(SEE_OTHER);
    response.send();
  }

  private static void show(ServerRequest request, ServerResponse response, HttpReply page) {
    show(request, response, page, "");
  }

  /**
   * Sends a page that loads nothing, and is loaded by nobody.
   *
   * @param formPlaces where a form may lead to besides this server
   */
  private static void show(
      ServerRequest request, ServerResponse response, HttpReply page, String formPlaces) {
    ReplyHeaders.add(request, response);
    response.headers().set(OWN_REFERRER);
    response
        .headers()
        .set(
            POLICY,
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
                + formPlaces);
    response.header(HeaderNames.CONTENT_TYPE, page.contentType());
    response.status(page.status());
    response.send(page.body());
  }
}
