package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.openid.PretendProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People log in by a provider, over HTTP, and are what they are until their login ends. */
class LoginFlowTest {

  private static final Map<String, String> SAME_ORIGIN = Map.of("Sec-Fetch-Site", "same-origin");
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String POOL = "{\"name\":\"%s\",\"carrier_account\":\"vobiz\"}";
  private static final String COOKIE = "bauta-login";

  private final HandClock clock = new HandClock();
  private final PretendProvider provider = new PretendProvider(clock);
  private Path data;
  private RunningServer server;
  private LoginBrowser browser;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    start("http://127.0.0.1:${PORT}", "");
    server.pool("");
    person("jane", "ops");
  }

  private void start(String publicUrl, String more) throws Exception {
    String yaml =
        RunningServer.SECRET_PATH
            + """
            server: { public-url: "%s" }
            oidc:
              issuer: "%s"
              client-id: bauta
              client-secret: %s
              roles: { admin: [bosses], operator: [ops], read-only: readers, reveal: [support] }
            %s
            """
                .formatted(publicUrl, provider.issuer(), PretendProvider.SECRET, more);
    server = RunningServer.start(data, yaml, clock);
    browser = new LoginBrowser(server.url());
  }

  private void restart(String publicUrl, String more) throws Exception {
    server.close();
    start(publicUrl, more);
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  private void person(String name, String... groups) {
    provider.person =
        Map.of(
            "sub",
            "sub-of-" + name,
            "email",
            name + "@example.com",
            "email_verified",
            true,
            "groups",
            List.of(groups));
  }

  private JsonNode me(LoginBrowser of) throws Exception {
    return JsonMapper.shared().readTree(of.get("/v1/me").body());
  }

  private List<String> audit() throws Exception {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : server.get("/v1/audit").body().path("data")) {
      lines.add(entry.path("action").asString("") + " by " + entry.path("actor").asString(""));
    }
    return lines;
  }

  @Test
  void withoutAProviderThereIsNoLogin(@TempDir Path other) throws Exception {
    try (RunningServer plain = RunningServer.start(other, RunningServer.SECRET_PATH, clock)) {
      LoginBrowser visitor = new LoginBrowser(plain.url());
      for (String path : List.of("/login", "/login/callback", "/login/done", "/login/cli")) {
        assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(visitor.post("/logout", FORM, "", SAME_ORIGIN).statusCode()).isEqualTo(404);
      Answer me = plain.get("/v1/me");
      assertThat(me.text("/kind")).isEqualTo("admin_key");
      assertThat(me.text("/roles/0")).isEqualTo("admin");
      assertThat(me.body().path("until").isNull()).isTrue();
    }
  }

  @Test
  void aPersonLogsInAndIsWhoTheyAre() throws Exception {
    HttpResponse<String> back = browser.logIn("/login?return_to=/v1/pools?limit=1");
    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(LoginBrowser.location(back)).isEqualTo(server.url() + "/v1/pools?limit=1");
    assertThat(browser.get(LoginBrowser.location(back)).statusCode()).isEqualTo(200);
    JsonNode me = me(browser);
    assertThat(me.path("kind").asString("")).isEqualTo("person");
    assertThat(me.path("name").asString("")).isEqualTo("jane@example.com");
    assertThat(me.path("subject").asString("")).isEqualTo("sub-of-jane");
    assertThat(me.path("roles").toString()).isEqualTo("[\"operator\"]");
    assertThat(me.path("pools").isNull()).isTrue();
    assertThat(me.path("until").asString(""))
        .isEqualTo(clock.instant().plus(Duration.ofHours(8)).toString());
    assertThat(audit().getFirst())
        .isEqualTo("login.begun by jane@example.com (" + me.path("id").asString("") + ")");
    assertThat(browser.get("/login/done").body())
        .contains("You are logged in", "jane@example.com", "operator", "Log out");
  }

  @Test
  void theCookieIsForThisHostByHttpsAndForNoScript() throws Exception {
    restart("https://mask.example.com", "");
    String callback = browser.toCallback("/login");
    assertThat(callback).startsWith("https://mask.example.com/login/callback?");
    HttpResponse<String> back = browser.get(callback.replace("https://mask.example.com", ""));
    assertThat(LoginBrowser.location(back)).isEqualTo("https://mask.example.com/login/done");
    assertThat(browser.setCookies)
        .hasSize(3)
        .allMatch(cookie -> cookie.startsWith("__Host-"))
        .allMatch(cookie -> cookie.contains("; Path=/;"))
        .allMatch(cookie -> cookie.endsWith("; HttpOnly; SameSite=Lax; Secure"))
        .noneMatch(cookie -> cookie.contains("Domain"));
    assertThat(browser.setCookies.getLast())
        .matches("__Host-bauta-login=bauta_login_[0-9a-f]{64}; Path=/; Max-Age=28800; .*");
    assertThat(me(browser).path("kind").asString("")).isEqualTo("person");
    browser.cookies.put(COOKIE, browser.cookies.remove("__Host-" + COOKIE));
    assertThat(browser.get("/v1/me").statusCode()).as("under another name").isEqualTo(401);
  }

  // What one may.

  @Test
  void whoHasNoRoleIsToldSoAndIsNotIn() throws Exception {
    person("<script>alert(1)</script>", "Ops", "others");
    HttpResponse<String> back = browser.logIn("/login");
    assertThat(back.statusCode()).isEqualTo(403);
    assertThat(back.body())
        .contains("You may not use this server", "&lt;script&gt;")
        .doesNotContain("<script");
    assertThat(browser.cookies).isEmpty();
    assertThat(audit().getFirst()).startsWith("login.refused by ");
    assertThat(back.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(back.headers().firstValue("cache-control")).hasValue("no-store");
  }

  @Test
  void aRoleMayWhatItMayAndNotMore() throws Exception {
    person("rita", "readers");
    browser.logIn("/login");
    assertThat(browser.get("/v1/pools").statusCode()).isEqualTo(200);
    HttpResponse<String> refused =
        browser.post("/v1/pools", JSON, POOL.formatted("mine"), SAME_ORIGIN);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"forbidden\"", "the person's role read_only");
    person("boss", "bosses");
    browser.logIn("/login");
    assertThat(browser.get("/v1/keys").statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsLimitedToPoolsSeesTheirs() throws Exception {
    restart("http://127.0.0.1:${PORT}", "  pools: [brand-a=rides, brand-b=gone, bosses=*]");
    server.post("/v1/pools", POOL.formatted("others"));
    person("jane", "ops", "brand-a");
    browser.logIn("/login");
    assertThat(me(browser).path("pools").toString()).matches("\\[\"pool_[0-9a-f]{32}\"]");
    assertThat(browser.get("/v1/pools/rides").statusCode()).isEqualTo(200);
    assertThat(browser.get("/v1/pools/others").statusCode()).isEqualTo(404);
    assertThat(browser.get("/v1/audit").body()).contains("pool_restricted");
    person("jane", "ops", "brand-b");
    browser.logIn("/login");
    assertThat(me(browser).path("pools").toString()).isEqualTo("[]");
    person("jane", "ops");
    assertThat(browser.logIn("/login").statusCode()).isEqualTo(403);
    person("boss", "bosses");
    browser.logIn("/login");
    assertThat(browser.get("/v1/pools/others").statusCode()).isEqualTo(200);
  }

  @Test
  void whoMayRevealIsNamedInTheAuditLog() throws Exception {
    Answer session = server.open("+918888800001", "+918888800002", "");
    person("sam", "support");
    browser.logIn("/login");
    String path = "/v1/sessions/" + session.text("/id") + "/reveal";
    String body = "{\"participant\":\"rider\",\"reason\":\"lost property\"}";
    assertThat(browser.post(path, JSON, body, Map.of()).body()).contains("cross_site_request");
    HttpResponse<String> told = browser.post(path, JSON, body, SAME_ORIGIN);
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body()).contains("+918888800001");
    assertThat(audit().getFirst())
        .isEqualTo(
            "number.revealed by sam@example.com (%s)"
                .formatted(me(browser).path("id").asString("")));
  }

  // Other pages.

  @Test
  void whatAnotherPageMakesTheBrowserAskIsNotDone() throws Exception {
    browser.logIn("/login");
    List<Map<String, String>> others =
        List.of(
            Map.of(),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"),
            Map.of("Sec-Fetch-Site", "none"),
            Map.of("Sec-Fetch-Site", "cross-site", "Origin", server.url().toString()),
            Map.of("Origin", "https://evil.example.com"),
            Map.of("Origin", "null"),
            Map.of("Origin", server.url() + ".evil.example.com"));
    for (Map<String, String> headers : others) {
      for (String path : List.of("/v1/pools", "/v1/sessions", "/logout")) {
        HttpResponse<String> refused = browser.post(path, JSON, POOL.formatted("evil"), headers);
        assertThat(refused.statusCode()).as(path + headers).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"cross_site_request\"");
      }
      assertThat(browser.request("DELETE", "/v1/pools/rides", JSON, "", headers).body())
          .contains("cross_site_request");
    }
    assertThat(server.get("/v1/pools").body().toString()).doesNotContain("evil");
    assertThat(me(browser).path("kind").asString("")).isEqualTo("person");
    assertThat(server.get("/health").body().at("/api_refused/cross_site").asInt()).isEqualTo(32);
    assertThat(
            browser
                .post(
                    "/v1/pools",
                    JSON,
                    POOL.formatted("one"),
                    Map.of("Origin", server.url().toString()))
                .statusCode())
        .isEqualTo(201);
    assertThat(browser.post("/v1/pools", JSON, POOL.formatted("two"), SAME_ORIGIN).statusCode())
        .isEqualTo(201);
  }

  @Test
  void withAKeyTheCookieCountsForNothing() throws Exception {
    browser.logIn("/login");
    String key = server.post("/v1/keys", "{\"name\":\"k\",\"role\":\"read_only\"}").text("/key");
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + key, "Sec-Fetch-Site", "same-origin");
    assertThat(browser.post("/v1/pools", JSON, POOL.formatted("x"), headers).body())
        .contains("the key's role read_only");
    assertThat(
            browser
                .post(
                    "/v1/pools",
                    JSON,
                    POOL.formatted("x"),
                    Map.of("Authorization", "Bearer wrong", "Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(401);
  }

  /** Otherwise somebody could be made to work as somebody else without noticing. */
  @Test
  void aLoginThatAnotherBeganIsNotFinishedHere() throws Exception {
    LoginBrowser attacker = new LoginBrowser(server.url());
    String attackers = attacker.toCallback("/login");
    assertThat(browser.get(attackers).statusCode()).isEqualTo(400);
    browser.get("/login");
    assertThat(browser.get(attackers).statusCode()).isEqualTo(400);
    assertThat(browser.cookies).doesNotContainKey(COOKIE);
    assertThat(attacker.get(attackers).statusCode()).as("nor was it used up").isEqualTo(303);
  }

  @Test
  void anAnswerIsWorthNothingTwiceNorLate() throws Exception {
    String callback = browser.toCallback("/login");
    Map<String, String> asItWas = Map.copyOf(browser.cookies);
    assertThat(browser.get(callback).statusCode()).isEqualTo(303);
    LoginBrowser copy = new LoginBrowser(server.url());
    copy.cookies.putAll(asItWas);
    HttpResponse<String> again = copy.get(callback);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("This login was not begun here");
    assertThat(copy.cookies).doesNotContainKey(COOKIE);
    assertThat(provider.asked("/token")).isEqualTo(1);

    String late = browser.toCallback("/login");
    clock.forward(LoginFlow.UNDERWAY_TIME_MAX);
    assertThat(browser.get(late).statusCode()).isEqualTo(400);
    for (String wrong : List.of("", "?state=x", "?code=x&state=", "?state=a&state=b&code=c")) {
      assertThat(browser.get("/login/callback" + wrong).statusCode()).isEqualTo(400);
    }
  }

  /** What was there before somebody logged in opens nothing after. */
  @Test
  void aCookieThatAnotherPlantedIsNotTheirLogin() throws Exception {
    String planted = "bauta_login_" + "a".repeat(64);
    browser.cookies.put(COOKIE, planted);
    browser.cookies.put("bauta-sign-in", "b".repeat(64));
    browser.logIn("/login");
    assertThat(browser.cookies.get(COOKIE)).isNotEqualTo(planted);
    LoginBrowser attacker = new LoginBrowser(server.url());
    attacker.cookies.put(COOKIE, planted);
    assertThat(attacker.get("/v1/me").statusCode()).isEqualTo(401);
    String first = browser.cookies.get(COOKIE);
    browser.logIn("/login");
    assertThat(browser.cookies.get(COOKIE)).as("each login has its own").isNotEqualTo(first);
  }

  @Test
  void nobodyIsSentElsewhereAfterwards() throws Exception {
    for (String place :
        List.of(
            "https://evil.example.com",
            "//evil.example.com",
            "/%5Cevil.example.com",
            "/\\evil.example.com".replace("\\", "%5c"),
            "evil",
            "javascript:alert(1)",
            "/%09/evil.example.com",
            "/a%0d%0aSet-Cookie:%20x=y",
            "/" + "a".repeat(ReturnPath.LENGTH_MAX))) {
      HttpResponse<String> refused = browser.get("/login?return_to=" + place);
      assertThat(refused.statusCode()).as(place).isEqualTo(400);
      assertThat(refused.headers().firstValue("location")).isEmpty();
    }
    assertThat(ReturnPath.of("//evil.example.com")).isEmpty();
    assertThat(ReturnPath.of("/\\evil.example.com")).isEmpty();
    assertThat(ReturnPath.of("/v1/calls?limit=5&from=2027-01-15T08:00:00Z")).isPresent();
    assertThat(ReturnPath.of("/")).isPresent();
  }

  // Ends.

  @Test
  void aLoginEndsAtItsEndAndWhenItIsNotUsed() throws Exception {
    browser.logIn("/login");
    clock.forward(Duration.ofMinutes(59));
    assertThat(browser.get("/v1/me").statusCode()).isEqualTo(200);
    clock.forward(Duration.ofMinutes(60));
    assertThat(browser.get("/v1/me").statusCode()).isEqualTo(401);
    browser.logIn("/login");
    for (int half = 1; half < 16; half++) {
      clock.forward(Duration.ofMinutes(30));
      assertThat(browser.get("/v1/me").statusCode()).isEqualTo(200);
    }
    clock.forward(Duration.ofMinutes(30));
    assertThat(browser.get("/v1/me").statusCode()).isEqualTo(401);
    assertThat(browser.get("/login/done").body()).contains("You are not logged in");
  }

  @Test
  void aLoginEndsWhenItsPersonLogsOutAndWithTheProcess() throws Exception {
    browser.logIn("/login");
    Map<String, String> before = Map.copyOf(browser.cookies);
    HttpResponse<String> out = browser.post("/logout", FORM, "", SAME_ORIGIN);
    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(LoginBrowser.location(out)).isEqualTo(server.url() + "/login/done");
    assertThat(browser.cookies).isEmpty();
    browser.cookies.putAll(before);
    assertThat(browser.get("/v1/me").statusCode()).isEqualTo(401);
    assertThat(audit().getFirst()).startsWith("login.ended by jane@example.com (person_");
    assertThat(server.post("/logout", "{}").text("/code")).isEqualTo("no_login");

    browser.logIn("/login");
    Map<String, String> kept = Map.copyOf(browser.cookies);
    restart("http://127.0.0.1:${PORT}", "");
    browser.cookies.putAll(kept);
    assertThat(browser.get("/v1/me").statusCode()).isEqualTo(401);
  }

  /** Who lost a group has what it gave until the server hears of it, and no longer. */
  @Test
  void aLoginEndsWhenItIsHeardThatItsPersonMayLessNow() throws Exception {
    browser.logIn("/login");
    LoginBrowser second = new LoginBrowser(server.url());
    second.logIn("/login");
    assertThat(browser.get("/v1/me").statusCode()).as("nothing has changed").isEqualTo(200);
    person("other", "ops");
    LoginBrowser others = new LoginBrowser(server.url());
    others.logIn("/login");

    person("jane", "readers");
    LoginBrowser third = new LoginBrowser(server.url());
    third.logIn("/login");
    assertThat(browser.get("/v1/me").statusCode()).isEqualTo(401);
    assertThat(second.get("/v1/me").statusCode()).isEqualTo(401);
    assertThat(me(third).path("roles").toString()).isEqualTo("[\"read_only\"]");
    assertThat(audit().subList(0, 3))
        .satisfiesExactly(
            entry -> assertThat(entry).startsWith("login.begun by jane@example.com"),
            entry -> assertThat(entry).startsWith("login.ended by jane@example.com"),
            entry -> assertThat(entry).startsWith("login.ended by jane@example.com"));

    person("jane");
    assertThat(browser.logIn("/login").statusCode()).isEqualTo(403);
    assertThat(third.get("/v1/me").statusCode()).isEqualTo(401);
    assertThat(me(others).path("name").asString("")).isEqualTo("other@example.com");
  }

  // What goes wrong.

  @Test
  void whatGoesWrongIsSaidWithoutAnythingSecret() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger("io.bauta");
    log.start();
    root.addAppender(log);
    try {
      List<String> secrets = new ArrayList<>();
      provider.signer =
          (claims, nonce) -> {
            secrets.add(nonce);
            String token =
                PretendProvider.signed(
                    claims, PretendProvider.rsa("unknown", 2048), JWSAlgorithm.RS256);
            secrets.add(token);
            return token;
          };
      String callback = browser.toCallback("/login");
      secrets.add(callback.replaceAll(".*[?&]code=([^&]*).*", "$1"));
      secrets.add(callback.replaceAll(".*[?&]state=([^&]*).*", "$1"));
      secrets.addAll(browser.cookies.values());
      HttpResponse<String> wrong = browser.get(callback);
      assertThat(wrong.statusCode()).isEqualTo(502);
      assertThat(wrong.body()).contains("You cannot log in now");
      assertThat(secrets).hasSize(5).noneMatch(secret -> wrong.body().contains(secret));
      provider.error = Optional.of("access_denied&error_description=%3Cb%3Ecall-me%3C/b%3E");
      HttpResponse<String> refused = browser.logIn("/login");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("You are not logged in").doesNotContain("call-me");
      List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
      assertThat(lines)
          .anyMatch(line -> line.contains("signed by a key that the provider does not list"));
      assertThat(lines).noneMatch(line -> secrets.stream().anyMatch(line::contains));
      assertThat(lines).noneMatch(line -> line.contains("call-me"));
    } finally {
      root.detachAppender(log);
    }
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  void whoBeginsTooManyLoginsWaits() throws Exception {
    for (int i = 0; i < LoginFlow.BEGUN_PER_MINUTE_MAX; i++) {
      assertThat(browser.get("/login").statusCode()).isEqualTo(303);
    }
    HttpResponse<String> waits = browser.get("/login");
    assertThat(waits.statusCode()).isEqualTo(429);
    assertThat(waits.headers().firstValue("retry-after")).isPresent();
    clock.forward(Duration.ofMinutes(1));
    assertThat(browser.get("/login").statusCode()).isEqualTo(303);
  }

  @Test
  void otherMethodsAreToldWhichAreServed() throws Exception {
    assertThat(browser.post("/login", FORM, "", Map.of()).headers().firstValue("allow"))
        .hasValue("GET");
    assertThat(browser.get("/logout").headers().firstValue("allow")).hasValue("POST");
  }

  // The command line.

  private static final Pattern CONSENT =
      Pattern.compile("name=\"consent\" value=\"([0-9a-f]{64})\"");

  private String commandLine(String challenge) {
    return "/login?cli_port=4711&cli_challenge=" + challenge;
  }

  private HttpResponse<String> consent(HttpResponse<String> page, Map<String, String> headers)
      throws Exception {
    Matcher field = CONSENT.matcher(page.body());
    assertThat(field.find()).as(page.body()).isTrue();
    return browser.post("/login/cli/consent", FORM, "consent=" + field.group(1), headers);
  }

  private HttpResponse<String> fetch(String code, String verifier) throws Exception {
    String body = "{\"code\":\"%s\",\"verifier\":\"%s\"}".formatted(code, verifier);
    return new LoginBrowser(server.url()).post("/login/cli", JSON, body, Map.of());
  }

  @Test
  void aCommandLineGetsALoginWhenItsPersonAgrees() throws Exception {
    HttpResponse<String> asked = browser.logIn(commandLine(LoginFlow.challenge("verifier")));
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body()).contains("jane@example.com").doesNotContain("<script");
    assertThat(browser.cookies).as("nobody is logged in yet").isEmpty();
    assertThat(asked.headers().allValues("referrer-policy"))
        .as("else a browser sends the form's origin as null")
        .containsExactly("same-origin");
    assertThat(consent(asked, Map.of()).body()).contains("cross_site_request");
    assertThat(consent(asked, Map.of("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
    HttpResponse<String> agreed = consent(asked, SAME_ORIGIN);
    assertThat(agreed.statusCode()).isEqualTo(303);
    String place = LoginBrowser.location(agreed);
    assertThat(place).startsWith("http://127.0.0.1:4711/?code=");
    assertThat(consent(asked, SAME_ORIGIN).statusCode()).as("once").isEqualTo(400);

    String code = place.replaceAll(".*code=([^&]*)&.*", "$1");
    assertThat(fetch(code, "another").body()).contains("\"code\":\"wrong_code\"");
    HttpResponse<String> fetched = fetch(code, "verifier");
    assertThat(fetched.statusCode()).isEqualTo(200);
    String token = JsonMapper.shared().readTree(fetched.body()).path("token").asString("");
    assertThat(fetch(code, "verifier").statusCode()).isEqualTo(403);
    Answer me = server.as(token, "GET", "/v1/me", "");
    assertThat(me.text("/name")).isEqualTo("jane@example.com");
    assertThat(server.as(token, "POST", "/v1/pools", POOL.formatted("cli")).status())
        .isEqualTo(201);
    assertThat(server.as(token, "POST", "/logout", "{}").status()).isEqualTo(204);
    assertThat(server.as(token, "GET", "/v1/me", "").status()).isEqualTo(401);
  }

  @Test
  void aCommandLineThatIsLateOrNoneGetsNothing() throws Exception {
    String challenge = LoginFlow.challenge("verifier");
    for (String wrong :
        List.of(
            "cli_port=0&cli_challenge=" + challenge,
            "cli_port=70000&cli_challenge=" + challenge,
            "cli_port=80@evil.example.com&cli_challenge=" + challenge,
            "cli_port=4711&cli_challenge=short",
            "cli_port=4711",
            "cli_challenge=" + challenge)) {
      assertThat(browser.get("/login?" + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    HttpResponse<String> asked = browser.logIn(commandLine(challenge));
    clock.forward(LoginFlow.CONSENT_TIME_MAX);
    assertThat(consent(asked, SAME_ORIGIN).statusCode()).isEqualTo(400);
    HttpResponse<String> agreed = consent(browser.logIn(commandLine(challenge)), SAME_ORIGIN);
    clock.forward(LoginFlow.CODE_TIME_MAX);
    String code = LoginBrowser.location(agreed).replaceAll(".*code=([^&]*)&.*", "$1");
    assertThat(fetch(code, "verifier").statusCode()).isEqualTo(403);
  }

  private int run(Object command, StringWriter err) {
    return Main.commandLine(command)
        .setErr(new PrintWriter(err, true))
        .execute("--url", server.url().toString());
  }

  @Test
  void bautaLoginKeepsALoginForTheOtherCommands(@TempDir Path home) throws Exception {
    LoginFile file = LoginFile.usual(Map.of("XDG_CONFIG_HOME", home.toString()));
    StringWriter err = new StringWriter();
    LoginCommand login =
        new LoginCommand(file, place -> Thread.startVirtualThread(() -> agreeAt(place)));
    assertThat(run(login, err)).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("/login?cli_port=", "Logged in as jane@example.com (operator) until ")
        .doesNotContain("bauta_login_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    String token = file.token(server.url(), clock.instant()).orElseThrow();
    assertThat(ApiClient.key(null, Optional.of(token), data)).isEqualTo(token);
    assertThat(ApiClient.key("given", Optional.of(token), data)).isEqualTo("given");
    assertThat(new ApiClient(server.url(), token).get("/v1/me").path("kind").asString(""))
        .isEqualTo("person");
    assertThat(file.token(URI.create("http://127.0.0.1:1"), clock.instant())).isEmpty();
    assertThat(file.token(server.url(), clock.instant().plus(Duration.ofHours(8)))).isEmpty();

    assertThat(run(new LogoutCommand(file), new StringWriter())).isZero();
    assertThat(server.as(token, "GET", "/v1/me", "").status()).isEqualTo(401);
    assertThat(file.token(server.url(), clock.instant())).isEmpty();
  }

  private void agreeAt(URI place) {
    try {
      // What does not carry the challenge is not taken for an answer.
      String port = place.getQuery().replaceAll(".*cli_port=(\\d+).*", "$1");
      browser.get("http://127.0.0.1:" + port + "/?code=" + "a".repeat(64) + "&state=x");
      HttpResponse<String> asked = browser.logIn(place.toString());
      browser.get(LoginBrowser.location(consent(asked, SAME_ORIGIN)));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void loginsThatOthersCanReadAreNotUsed(@TempDir Path home) throws Exception {
    LoginFile file = LoginFile.usual(Map.of("XDG_CONFIG_HOME", home.toString()));
    file.keep(server.url(), "t", "2100-01-01T00:00:00Z");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
    StringWriter err = new StringWriter();
    assertThat(run(new LogoutCommand(file), err)).isEqualTo(1);
    assertThat(err.toString()).contains("others can read");
  }

  @Test
  void aLoginIsNotFetchedInClear() {
    StringWriter err = new StringWriter();
    LoginCommand login =
        new LoginCommand(
            new LoginFile(data.resolve("x")),
            place -> {
              throw new AssertionError("nothing is opened");
            });
    assertThat(
            Main.commandLine(login)
                .setErr(new PrintWriter(err, true))
                .execute("--url", "http://mask.example.com"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("https");
  }
}
