package io.bauta.openid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.bauta.HandClock;
import io.bauta.openid.PretendProvider.Misbehaviour;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.Reach;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider is believed when it is honest, and in none of the ways in which it can lie. */
class ProviderTest {

  private static final URI HERE = URI.create("https://mask.example.com/login/callback");

  /** Long for this machine, and no time that a test waits for. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final HandClock clock = new HandClock();
  private final PretendProvider pretend = new PretendProvider(clock);
  private final OutboundHttp http = new OutboundHttp(Reach.ANYWHERE, "test");
  private final Provider provider =
      provider("groups", Set.of(), Optional.of(PretendProvider.SECRET));

  @AfterEach
  void stop() {
    pretend.close();
    http.close();
  }

  private Provider provider(String claim, Set<String> hosts, Optional<String> secret) {
    ProviderSettings settings =
        new ProviderSettings(
            pretend.issuer(),
            PretendProvider.CLIENT,
            HERE,
            List.of("openid", "email"),
            claim,
            hosts);
    return new Provider(settings, secret, http, clock, WAIT);
  }

  /** As a browser brings it back. */
  private Map<String, List<String>> answer(URI place) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      String back =
          browser
              .send(HttpRequest.newBuilder(place).build(), BodyHandlers.discarding())
              .headers()
              .firstValue("location")
              .orElseThrow();
      assertThat(back).startsWith(HERE + "?");
      return parameters(URI.create(back));
    }
  }

  private static Map<String, List<String>> parameters(URI url) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String pair : url.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      parameters
          .computeIfAbsent(parts[0], _ -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], UTF_8));
    }
    return parameters;
  }

  private URI place(Provider by, SignIn signIn) {
    return ((SignInOutcome.Done<URI>) by.place(signIn)).value();
  }

  private SignInOutcome<ProvedPerson> signIn(Provider by) throws Exception {
    SignIn signIn = SignIn.begin(clock.instant());
    return switch (by.place(signIn)) {
      case SignInOutcome.Done<URI>(URI place) -> by.prove(answer(place), signIn);
      case SignInOutcome.Failed<URI>(SignInFailure why) -> new SignInOutcome.Failed<>(why);
    };
  }

  private SignInOutcome<ProvedPerson> signIn() throws Exception {
    return signIn(provider);
  }

  private static ProvedPerson proved(SignInOutcome<ProvedPerson> outcome) {
    assertThat(outcome).isInstanceOf(SignInOutcome.Done.class);
    return ((SignInOutcome.Done<ProvedPerson>) outcome).value();
  }

  private static SignInOutcome<ProvedPerson> failed(SignInFailure why) {
    return new SignInOutcome.Failed<>(why);
  }

  @Test
  void anHonestProviderIsBelieved() throws Exception {
    pretend.person =
        Map.of(
            "sub",
            "jane-1",
            "email",
            "jane@example.com",
            "email_verified",
            true,
            "groups",
            List.of("staff", "bauta"));
    ProvedPerson person = proved(signIn());
    assertThat(person.subject()).isEqualTo("jane-1");
    assertThat(person.name()).isEqualTo("jane@example.com");
    assertThat(person.groups()).containsExactlyInAnyOrder("staff", "bauta");
    assertThat(person.toString()).doesNotContain("jane");
  }

  @Test
  void whoIsSentAsksWithPkceStateAndNonce() throws Exception {
    SignIn signIn = SignIn.begin(clock.instant());
    URI place = place(provider, signIn);
    Map<String, List<String>> asked = parameters(place);
    assertThat(place.toString()).startsWith(pretend.issuer() + "/authorize?");
    assertThat(asked.get("scope")).containsExactly("openid email");
    assertThat(asked.get("response_type")).containsExactly("code");
    assertThat(asked.get("state")).containsExactly(signIn.state());
    assertThat(asked.get("nonce")).containsExactly(signIn.nonce());
    assertThat(asked.get("redirect_uri")).containsExactly(HERE.toString());
    assertThat(asked.get("code_challenge_method")).containsExactly("S256");
    assertThat(asked.get("code_challenge"))
        .containsExactly(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                    MessageDigest.getInstance("SHA-256")
                        .digest(signIn.verifier().getBytes(UTF_8))));
    assertThat(place.toString()).doesNotContain(signIn.verifier());
    assertThat(signIn.toString()).doesNotContain(signIn.state()).doesNotContain(signIn.verifier());
  }

  @Test
  void everyAllowedAlgorithmIsBelieved() throws Exception {
    JWK ec = PretendProvider.ec("ec");
    JWK ed = PretendProvider.ed("ed");
    pretend.keys = List.of(PretendProvider.RSA, ec, ed);
    Map<JWSAlgorithm, JWK> keys =
        Map.of(
            JWSAlgorithm.RS256, PretendProvider.RSA,
            JWSAlgorithm.PS256, PretendProvider.RSA,
            JWSAlgorithm.ES256, ec,
            JWSAlgorithm.EdDSA, ed,
            JWSAlgorithm.Ed25519, ed);
    for (var entry : keys.entrySet()) {
      pretend.signer =
          (claims, _) -> PretendProvider.signed(claims, entry.getValue(), entry.getKey());
      assertThat(signIn()).as(entry.getKey().getName()).isInstanceOf(SignInOutcome.Done.class);
    }
    assertThat(keys.keySet()).isEqualTo(IdTokens.ALGORITHMS);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie(SignInFailure.WRONG_ISSUER, set -> set.issuer("https://evil.example.com")),
        lie(SignInFailure.WRONG_ISSUER, set -> set.issuer(null)),
        lie(SignInFailure.WRONG_AUDIENCE, set -> set.audience("another-client")),
        lie(SignInFailure.WRONG_AUDIENCE, set -> set.audience((String) null)),
        lie(
            SignInFailure.WRONG_AUDIENCE,
            set -> set.audience(List.of(PretendProvider.CLIENT, "other"))),
        lie(
            SignInFailure.WRONG_AUDIENCE,
            set -> set.audience(List.of(PretendProvider.CLIENT, "other")).claim("azp", "other")),
        lie(SignInFailure.WRONG_AUDIENCE, set -> set.claim("azp", "other")),
        lie(SignInFailure.WRONG_NONCE, set -> set.claim("nonce", "another-login")),
        lie(SignInFailure.WRONG_NONCE, set -> set.claim("nonce", null)),
        lie(SignInFailure.WRONG_SUBJECT, set -> set.subject(null)),
        lie(SignInFailure.WRONG_SUBJECT, set -> set.subject("")),
        lie(SignInFailure.WRONG_SUBJECT, set -> set.subject("x\r\nSet-Cookie: a=b")),
        lie(SignInFailure.WRONG_SUBJECT, set -> set.subject("x".repeat(256))),
        lie(SignInFailure.WRONG_TIMES, set -> set.expirationTime(null)),
        lie(SignInFailure.WRONG_TIMES, set -> set.issueTime(null)),
        lie(SignInFailure.WRONG_TIMES, set -> set.expirationTime(at(-61))),
        lie(SignInFailure.WRONG_TIMES, set -> set.issueTime(at(61))),
        lie(SignInFailure.WRONG_TIMES, set -> set.issueTime(at(-61))),
        lie(SignInFailure.WRONG_TIMES, set -> set.notBeforeTime(at(61))));
  }

  private static Arguments lie(SignInFailure why, UnaryOperator<JWTClaimsSet.Builder> how) {
    return Arguments.of(why, how);
  }

  private static Date at(int seconds) {
    return Date.from(new HandClock().instant().plusSeconds(seconds));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aTokenThatClaimsSomethingElseIsNotBelieved(
      SignInFailure why, UnaryOperator<JWTClaimsSet.Builder> how) throws Exception {
    pretend.claims = how;
    assertThat(signIn()).isEqualTo(failed(why));
  }

  @Test
  void clocksMayBeAMinuteApart() throws Exception {
    pretend.claims = set -> set.issueTime(at(60)).notBeforeTime(at(59));
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
    pretend.claims = set -> set.issueTime(at(-60)).expirationTime(at(-59));
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
  }

  @Test
  void aTokenForSeveralIsBelievedWhenWeAskedForIt() throws Exception {
    pretend.claims =
        set ->
            set.audience(List.of("other", PretendProvider.CLIENT))
                .claim("azp", PretendProvider.CLIENT);
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
  }

  // Signatures.

  @Test
  void aTokenWithoutSignatureIsNotBelieved() throws Exception {
    pretend.signer = (claims, _) -> new PlainJWT(claims).serialize();
    assertThat(signIn()).isEqualTo(failed(SignInFailure.WRONG_ALGORITHM));
    pretend.signer =
        (claims, _) -> {
          String signed = PretendProvider.signed(claims, PretendProvider.RSA, JWSAlgorithm.RS256);
          return signed.substring(0, signed.lastIndexOf('.') + 1) + "AAAA";
        };
    assertThat(signIn()).isEqualTo(failed(SignInFailure.WRONG_SIGNATURE));
  }

  /** The public key is no secret: whoever takes it for one lets everybody sign. */
  @Test
  void aTokenSignedWithThePublicKeyAsSecretIsNotBelieved() throws Exception {
    byte[] secret = PretendProvider.RSA.toRSAPublicKey().getEncoded();
    pretend.signer = (claims, _) -> mac(claims, secret);
    assertThat(signIn()).isEqualTo(failed(SignInFailure.WRONG_ALGORITHM));
    pretend.keys =
        List.of(PretendProvider.RSA, new OctetSequenceKey.Builder(secret).keyID("first").build());
    assertThat(signIn()).isEqualTo(failed(SignInFailure.WRONG_ALGORITHM));
  }

  private static String mac(JWTClaimsSet claims, byte[] secret) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void aKeyOfAnotherWithTheSameNameIsNotBelieved() throws Exception {
    RSAKey other = PretendProvider.rsa("first", 2048);
    pretend.signer = (claims, _) -> PretendProvider.signed(claims, other, JWSAlgorithm.RS256);
    assertThat(signIn()).isEqualTo(failed(SignInFailure.WRONG_SIGNATURE));
  }

  @Test
  void aKeyThatIsNotForThisIsNotBelieved() throws Exception {
    RSAKey small = PretendProvider.rsa("small", 1024);
    JWK forSealing =
        new RSAKey.Builder(PretendProvider.RSA)
            .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
            .build();
    JWK forAnother = new RSAKey.Builder(PretendProvider.RSA).algorithm(JWSAlgorithm.PS256).build();
    pretend.keys = List.of(small);
    pretend.signer = (claims, _) -> PretendProvider.signed(claims, small, JWSAlgorithm.RS256);
    assertThat(signIn()).isEqualTo(failed(SignInFailure.UNKNOWN_KEY));
    pretend.signer =
        (claims, _) -> PretendProvider.signed(claims, PretendProvider.RSA, JWSAlgorithm.RS256);
    for (JWK key : List.of(forSealing, forAnother)) {
      pretend.keys = List.of(key);
      clock.forward(ProviderKeys.AGE_MAX);
      assertThat(signIn()).isEqualTo(failed(SignInFailure.UNKNOWN_KEY));
    }
  }

  @Test
  void rotatedKeysAreFetchedAndNotMoreOftenThanTheyMay() throws Exception {
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
    assertThat(pretend.asked("/jwks")).isEqualTo(1);
    RSAKey second = PretendProvider.rsa("second", 2048);
    pretend.keys = List.of(PretendProvider.RSA, second);
    pretend.signer = (claims, _) -> PretendProvider.signed(claims, second, JWSAlgorithm.RS256);
    assertThat(signIn()).isEqualTo(failed(SignInFailure.UNKNOWN_KEY));
    assertThat(pretend.asked("/jwks")).isEqualTo(1);
    clock.forward(ProviderKeys.PAUSE);
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
    assertThat(pretend.asked("/jwks")).isEqualTo(2);
    RSAKey nobodys = PretendProvider.rsa("nobodys", 2048);
    pretend.signer = (claims, _) -> PretendProvider.signed(claims, nobodys, JWSAlgorithm.RS256);
    for (int i = 0; i < 5; i++) {
      assertThat(signIn()).isEqualTo(failed(SignInFailure.UNKNOWN_KEY));
    }
    assertThat(pretend.asked("/jwks")).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNoLongerListedIsNotBelievedForLong() throws Exception {
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
    pretend.keys = List.of(PretendProvider.ec("another"));
    clock.forward(ProviderKeys.AGE_MAX);
    assertThat(signIn()).isEqualTo(failed(SignInFailure.UNKNOWN_KEY));
  }

  // Answers.

  @Test
  void anAnswerOfAnotherProviderIsNotTaken() throws Exception {
    pretend.issuerInAnswer = "https://evil.example.com";
    assertThat(signIn()).isEqualTo(failed(SignInFailure.OTHER_PROVIDER));
    assertThat(pretend.asked("/token")).as("the code went nowhere").isZero();
    pretend.saysWhoItIs = false;
    assertThat(signIn()).isEqualTo(failed(SignInFailure.OTHER_PROVIDER));
  }

  @Test
  void whoNeverSaysWhoItIsNeedNotSayIt() throws Exception {
    pretend.metadata = json -> json.put("authorization_response_iss_parameter_supported", false);
    pretend.saysWhoItIs = false;
    assertThat(signIn()).isInstanceOf(SignInOutcome.Done.class);
    pretend.saysWhoItIs = true;
    pretend.issuerInAnswer = "https://evil.example.com";
    assertThat(signIn()).isEqualTo(failed(SignInFailure.OTHER_PROVIDER));
  }

  @Test
  void aCodeIsWorthNothingASecondTimeNorForAnotherLogin() throws Exception {
    SignIn signIn = SignIn.begin(clock.instant());
    Map<String, List<String>> answer = answer(place(provider, signIn));
    assertThat(provider.prove(answer, signIn)).isInstanceOf(SignInOutcome.Done.class);
    assertThat(provider.prove(answer, signIn)).isEqualTo(failed(SignInFailure.PROVIDER_REFUSES_US));
    SignIn victim = SignIn.begin(clock.instant());
    Map<String, List<String>> injected =
        new HashMap<>(answer(place(provider, SignIn.begin(clock.instant()))));
    injected.put("state", List.of(victim.state()));
    assertThat(provider.prove(injected, victim))
        .as("a code of an attacker's login, without their verifier")
        .isEqualTo(failed(SignInFailure.PROVIDER_REFUSES_US));
  }

  @Test
  void anAnswerThatIsNoneIsNotTaken() throws Exception {
    SignIn signIn = SignIn.begin(clock.instant());
    Map<String, List<String>> answer = answer(place(provider, signIn));
    assertThat(provider.prove(Map.of(), signIn)).isEqualTo(failed(SignInFailure.WRONG_STATE));
    Map<String, List<String>> other = new HashMap<>(answer);
    other.put("state", List.of("another"));
    assertThat(provider.prove(other, signIn)).isEqualTo(failed(SignInFailure.WRONG_STATE));
    Map<String, List<String>> twice = new HashMap<>(answer);
    twice.put("code", List.of("one", "two"));
    assertThat(provider.prove(twice, signIn)).isEqualTo(failed(SignInFailure.NO_ANSWER));
    assertThat(pretend.asked("/token")).isZero();
    pretend.error = Optional.of("access_denied");
    assertThat(signIn()).isEqualTo(failed(SignInFailure.REFUSED));
  }

  @Test
  void aTokenResponseWithoutIdTokenIsNotEnough() throws Exception {
    pretend.tokens =
        json -> {
          json.remove("id_token");
          return json;
        };
    assertThat(signIn()).isEqualTo(failed(SignInFailure.NO_ID_TOKEN));
    pretend.tokens = json -> json.put("id_token", "nonsense");
    assertThat(signIn()).isEqualTo(failed(SignInFailure.NO_ID_TOKEN));
  }

  @Test
  void aWrongSecretIsSaidToBeOne() throws Exception {
    Provider wrong = provider("groups", Set.of(), Optional.of("another-secret"));
    assertThat(signIn(wrong)).isEqualTo(failed(SignInFailure.PROVIDER_REFUSES_US));
    Provider open = provider("groups", Set.of(), Optional.empty());
    assertThat(signIn(open)).isEqualTo(failed(SignInFailure.PROVIDER_REFUSES_US));
  }

  // What is reached, and how.

  @ParameterizedTest
  @EnumSource(names = {"HUGE", "REDIRECTS", "FAILS", "NESTS_DEEPLY", "SAYS_NOTHING"})
  void aProviderThatMisbehavesIsRefusedInTime(Misbehaviour how) throws Exception {
    for (String path : List.of("/jwks", "/token", "/.well-known/openid-configuration")) {
      pretend.misbehaviours.clear();
      pretend.misbehaviours.put(path, how);
      clock.forward(ProviderKeys.AGE_MAX);
      assertThat(signIn()).as(path).isInstanceOf(SignInOutcome.Failed.class);
    }
    assertThat(pretend.asked("/elsewhere")).as("no redirect is followed").isZero();
  }

  @Test
  void aProviderWithoutEndIsGivenUp() throws Exception {
    pretend.misbehaviours.put("/token", Misbehaviour.NEVER_ENDS);
    assertThat(signIn()).isEqualTo(failed(SignInFailure.PROVIDER_AWAY));
  }

  @Test
  void whatTheProviderNamesOfAnotherHostIsNotReached() throws Exception {
    for (String url :
        List.of(
            "https://evil.example.com/x",
            "http://127.0.0.1:1/x",
            "http://169.254.169.254/x",
            "https://127.0.0.1/x",
            "file:///etc/passwd",
            pretend.issuer().toString().replace("http://", "http://user@") + "/x")) {
      for (String key : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
        pretend.metadata = json -> json.put(key, url);
        clock.forward(Provider.METADATA_AGE_MAX);
        assertThat(signIn()).as(key + " " + url).isEqualTo(failed(SignInFailure.FOREIGN_HOST));
      }
    }
  }

  @Test
  void whatTheConfigurationAllowsBesidesIsReached() throws Exception {
    try (PretendProvider other = new PretendProvider(clock)) {
      String jwks = other.issuer() + "/jwks";
      pretend.metadata = json -> json.put("jwks_uri", jwks);
      assertThat(signIn()).isEqualTo(failed(SignInFailure.FOREIGN_HOST));
      Provider allowing =
          provider(
              "groups",
              Set.of("127.0.0.1:" + other.issuer().getPort()),
              Optional.of(PretendProvider.SECRET));
      assertThat(signIn(allowing)).isInstanceOf(SignInOutcome.Done.class);
      assertThat(other.asked("/jwks")).isEqualTo(1);
    }
  }

  @Test
  void aProviderThatCallsItselfOtherwiseIsNotTheOne() throws Exception {
    pretend.metadata = json -> json.put("issuer", pretend.issuer() + "/");
    assertThat(signIn()).isEqualTo(failed(SignInFailure.WRONG_METADATA));
  }

  @Test
  void aProviderThatIsAwayIsNotAskedByEverybody() throws IOException {
    String metadata = "/.well-known/openid-configuration";
    pretend.misbehaviours.put(metadata, Misbehaviour.FAILS);
    for (int i = 0; i < 5; i++) {
      assertThat(provider.place(SignIn.begin(clock.instant())))
          .isEqualTo(new SignInOutcome.Failed<>(SignInFailure.PROVIDER_AWAY));
    }
    assertThat(pretend.asked(metadata)).isEqualTo(1);
    pretend.misbehaviours.clear();
    clock.forward(Provider.METADATA_PAUSE);
    assertThat(provider.place(SignIn.begin(clock.instant())))
        .isInstanceOf(SignInOutcome.Done.class);
    clock.forward(Duration.ofMinutes(59));
    provider.place(SignIn.begin(clock.instant()));
    assertThat(pretend.asked(metadata)).isEqualTo(2);
  }

  // Who it is.

  /** The pause begins when the answer did not come, or all who waited would ask one by one. */
  @Test
  void norOneThatTakesLongerThanThePauseToFail() {
    pretend.metadata =
        json -> {
          clock.forward(Provider.METADATA_PAUSE.multipliedBy(2));
          return json.put("issuer", "https://another.example.com");
        };
    for (int i = 0; i < 3; i++) {
      assertThat(provider.place(SignIn.begin(clock.instant())))
          .isEqualTo(new SignInOutcome.Failed<URI>(SignInFailure.WRONG_METADATA));
    }
    assertThat(pretend.asked("/.well-known/openid-configuration")).isEqualTo(1);
    clock.forward(Provider.METADATA_PAUSE);
    provider.place(SignIn.begin(clock.instant()));
    assertThat(pretend.asked("/.well-known/openid-configuration")).isEqualTo(2);
  }

  @Test
  void groupsAreReadWhereTheyAre() throws Exception {
    pretend.person =
        Map.of(
            "sub", "1",
            "realm_access", Map.of("roles", List.of("a", 7, "b")),
            "https://example.com/roles", "c",
            "hd", "example.com");
    assertThat(groups("realm_access.roles")).containsExactlyInAnyOrder("a", "b");
    assertThat(groups("https://example.com/roles")).containsExactly("c");
    assertThat(groups("hd")).containsExactly("example.com");
    assertThat(groups("groups")).isEmpty();
    assertThat(groups("realm_access.roles.x")).isEmpty();
  }

  private Set<String> groups(String claim) throws Exception {
    return proved(signIn(provider(claim, Set.of(), Optional.of(PretendProvider.SECRET)))).groups();
  }

  /** Otherwise anybody could write the admin's into the provider's form. */
  @Test
  void anAddressThatNobodyVerifiedGivesNothing() throws Exception {
    pretend.person = Map.of("sub", "1", "email", "boss@example.com", "name", "Jane");
    assertThat(groups("email")).isEmpty();
    assertThat(proved(signIn()).name()).isEqualTo("Jane");
    pretend.person = Map.of("sub", "1", "email", "boss@example.com", "email_verified", true);
    assertThat(groups("email")).containsExactly("boss@example.com");
  }

  @Test
  void aNameThatMayBeANumberIsNotTaken() throws Exception {
    pretend.person =
        Map.of("sub", "1", "preferred_username", "+91 88888 00001", "name", "Jane\nDoe");
    assertThat(proved(signIn()).name()).isEqualTo("somebody");
  }
}
