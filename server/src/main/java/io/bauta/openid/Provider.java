package io.bauta.openid;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.bauta.outbound.OutboundHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One provider of OpenID Connect: by the authorization code flow with PKCE it says who somebody is.
 *
 * <p>What it says of itself is read when it is first needed, so that a provider that is away keeps
 * no server from starting.
 */
public final class Provider {

  /** For how long what a provider says of itself is believed. */
  static final Duration METADATA_AGE_MAX = Duration.ofHours(1);

  /** After it could not be read, for how long nobody tries again. */
  static final Duration METADATA_PAUSE = Duration.ofSeconds(5);

  private static final String METADATA_PATH = "/.well-known/openid-configuration";
  private static final int OK = 200;
  private static final int HUNDRED = 100;
  private static final int SERVER_ERRORS = 5;

  private final ProviderSettings settings;
  private final Optional<Secret> secret;
  private final ProviderHttp http;
  private final ProviderKeys keys;
  private final IdTokens tokens;
  private final Clock clock;
  private Optional<Known> known = Optional.empty();
  private Optional<Tried> failed = Optional.empty();

  /** What the provider says of itself, and since when we know. */
  private record Known(OIDCProviderMetadata metadata, Instant at) {}

  private record Tried(SignInFailure why, Instant at) {}

  /**
   * Asks nothing yet.
   *
   * @param secret what the provider knows this server by; empty for a public client
   */
  public Provider(
      ProviderSettings settings, Optional<String> secret, OutboundHttp http, Clock clock) {
    this(settings, secret, http, clock, ProviderHttp.ANSWER_WAIT_MAX);
  }

  /** One that waits for so long for an answer. */
  Provider(
      ProviderSettings settings,
      Optional<String> secret,
      OutboundHttp http,
      Clock clock,
      Duration wait) {
    this.settings = settings;
    this.secret = secret.map(Secret::new);
    this.http = new ProviderHttp(http, settings.issuer(), settings.otherHosts(), wait);
    this.keys = new ProviderKeys(this.http);
    this.tokens = new IdTokens(settings, keys);
    this.clock = clock;
  }

  /** Where to send somebody who signs in. */
  public SignInOutcome<URI> place(SignIn signIn) {
    try {
      URI endpoint = http.allowed(present(metadata().getAuthorizationEndpointURI()));
      return new SignInOutcome.Done<>(
          new AuthenticationRequest.Builder(
                  ResponseType.CODE,
                  new Scope(settings.scopes().toArray(String[]::new)),
                  new ClientID(settings.clientId()),
                  settings.redirect())
              .endpointURI(endpoint)
              .state(new State(signIn.state()))
              .nonce(new Nonce(signIn.nonce()))
              .codeChallenge(new CodeVerifier(signIn.verifier()), CodeChallengeMethod.S256)
              .build()
              .toURI());
    } catch (SignInException failure) {
      return new SignInOutcome.Failed<>(failure.why());
    }
  }

  /**
   * Who came back.
   *
   * @param answer the parameters with which they did, each with all its values
   * @param signIn what was remembered when they were sent
   */
  public SignInOutcome<ProvedPerson> prove(Map<String, List<String>> answer, SignIn signIn) {
    try {
      OIDCProviderMetadata metadata = metadata();
      AuthorizationCode code = code(answer, signIn, metadata);
      JWT token = exchange(code, signIn, metadata);
      var claims = tokens.check(token, present(metadata.getJWKSetURI()), signIn, clock.instant());
      return new SignInOutcome.Done<>(ClaimedPerson.of(claims, settings.groupClaim()));
    } catch (SignInException failure) {
      return new SignInOutcome.Failed<>(failure.why());
    }
  }

  private AuthorizationCode code(
      Map<String, List<String>> answer, SignIn signIn, OIDCProviderMetadata metadata)
      throws SignInException {
    if (answer.values().stream().anyMatch(values -> values.size() > 1)) {
      throw new SignInException(SignInFailure.NO_ANSWER);
    }
    AuthorizationResponse response;
    try {
      response = AuthorizationResponse.parse(settings.redirect(), answer);
    } catch (ParseException | RuntimeException notAnAnswer) {
      throw new SignInException(SignInFailure.NO_ANSWER);
    }
    if (!new State(signIn.state()).equals(response.getState())) {
      throw new SignInException(SignInFailure.WRONG_STATE);
    }
    requireIssuer(response, metadata);
    if (!response.indicatesSuccess()) {
      throw new SignInException(SignInFailure.REFUSED);
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new SignInException(SignInFailure.NO_ANSWER);
    }
    return code;
  }

  /** By RFC 9207: an answer of another provider must not be taken to this one. */
  private void requireIssuer(AuthorizationResponse response, OIDCProviderMetadata metadata)
      throws SignInException {
    Issuer named = response.getIssuer();
    boolean isFine =
        named == null
            ? !metadata.supportsAuthorizationResponseIssuerParam()
            : named.equals(new Issuer(settings.issuer()));
    if (!isFine) {
      throw new SignInException(SignInFailure.OTHER_PROVIDER);
    }
  }

  private JWT exchange(AuthorizationCode code, SignIn signIn, OIDCProviderMetadata metadata)
      throws SignInException {
    URI endpoint = http.allowed(present(metadata.getTokenEndpointURI()));
    HTTPRequest request = tokenRequest(endpoint, code, signIn, metadata).toHTTPRequest();
    Map<String, String> headers = new HashMap<>();
    request.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(",", values)));
    ProviderHttp.Reply reply = http.post(endpoint, headers, request.getBody());
    if (reply.status() / HUNDRED == SERVER_ERRORS) {
      throw new SignInException(SignInFailure.PROVIDER_AWAY);
    }
    TokenResponse response;
    try {
      HTTPResponse wire = new HTTPResponse(reply.status());
      wire.setContentType(reply.contentType().orElse("application/json"));
      wire.setBody(reply.body());
      response = OIDCTokenResponseParser.parse(wire);
    } catch (ParseException | RuntimeException notTokens) {
      throw new SignInException(
          reply.status() == OK
              ? SignInFailure.NO_ID_TOKEN
              : SignInFailure.PROVIDER_ANSWERS_WRONGLY);
    }
    if (!(response instanceof OIDCTokenResponse tokens)) {
      throw new SignInException(SignInFailure.PROVIDER_REFUSES_US);
    }
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new SignInException(SignInFailure.NO_ID_TOKEN);
    }
    return token;
  }

  private TokenRequest tokenRequest(
      URI endpoint, AuthorizationCode code, SignIn signIn, OIDCProviderMetadata metadata) {
    ClientID client = new ClientID(settings.clientId());
    var grant =
        new AuthorizationCodeGrant(code, settings.redirect(), new CodeVerifier(signIn.verifier()));
    if (secret.isEmpty()) {
      return new TokenRequest.Builder(endpoint, client, grant).build();
    }
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    // Basic is what is meant where nothing is said.
    boolean isInBody =
        methods != null
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    ClientAuthentication ours =
        isInBody
            ? new ClientSecretPost(client, secret.get())
            : new ClientSecretBasic(client, secret.get());
    return new TokenRequest.Builder(endpoint, ours, grant).build();
  }

  private synchronized OIDCProviderMetadata metadata() throws SignInException {
    Instant now = clock.instant();
    Optional<Known> fresh = known.filter(one -> one.at().plus(METADATA_AGE_MAX).isAfter(now));
    if (fresh.isPresent()) {
      return fresh.get().metadata();
    }
    Optional<Tried> recent = failed.filter(one -> one.at().plus(METADATA_PAUSE).isAfter(now));
    if (recent.isPresent()) {
      throw new SignInException(recent.get().why());
    }
    try {
      OIDCProviderMetadata read = read();
      known = Optional.of(new Known(read, now));
      failed = Optional.empty();
      return read;
    } catch (SignInException failure) {
      // From the end of the try on: it may have taken longer than the pause.
      failed = Optional.of(new Tried(failure.why(), clock.instant()));
      throw failure;
    }
  }

  private OIDCProviderMetadata read() throws SignInException {
    String issuer = settings.issuer().toString();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    ProviderHttp.Reply reply = http.get(URI.create(base + METADATA_PATH));
    if (reply.status() != OK) {
      throw new SignInException(SignInFailure.PROVIDER_AWAY);
    }
    OIDCProviderMetadata metadata;
    try {
      metadata = OIDCProviderMetadata.parse(reply.body());
    } catch (ParseException | RuntimeException notMetadata) {
      throw new SignInException(SignInFailure.PROVIDER_ANSWERS_WRONGLY);
    }
    if (!metadata.getIssuer().getValue().equals(issuer)) {
      throw new SignInException(SignInFailure.WRONG_METADATA);
    }
    return metadata;
  }

  private static URI present(@Nullable URI url) throws SignInException {
    if (url == null) {
      throw new SignInException(SignInFailure.PROVIDER_ANSWERS_WRONGLY);
    }
    return url;
  }
}
