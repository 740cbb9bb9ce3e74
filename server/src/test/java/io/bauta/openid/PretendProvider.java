package io.bauta.openid;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider of OpenID Connect on this machine, with keys of its own. Honest until a test makes it
 * lie. It holds its clients to the protocol: secret, redirect URI, PKCE, each code once.
 */
public final class PretendProvider implements AutoCloseable {

  public static final String CLIENT = "bauta";
  public static final String SECRET = "the-secret-of-this-client";

  /** Made once: they take their time. */
  public static final RSAKey RSA = rsa("first", 2048);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final Clock clock;
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What each path was asked for. */
  public final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  /** Who logs in. */
  public volatile Map<String, Object> person = Map.of("sub", "248289761001");

  // The lies, each harmless at first.

  public volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
  public volatile UnaryOperator<ObjectNode> metadata = UnaryOperator.identity();
  public volatile UnaryOperator<ObjectNode> tokens = UnaryOperator.identity();
  public volatile List<JWK> keys = List.of(RSA);
  public volatile BiFunction<JWTClaimsSet, String, String> signer =
      (set, _) -> signed(set, RSA, JWSAlgorithm.RS256);
  public volatile boolean saysWhoItIs = true;
  public volatile String issuerInAnswer;
  public volatile Optional<String> error = Optional.empty();

  /** Paths that answer otherwise. */
  public final Map<String, Misbehaviour> misbehaviours = new ConcurrentHashMap<>();

  /** How a path answers that does not answer as it should. */
  public enum Misbehaviour {
    NEVER_ENDS,
    HUGE,
    REDIRECTS,
    FAILS,
    NESTS_DEEPLY,
    SAYS_NOTHING
  }

  private record Asked(String challenge, String nonce, String redirect) {}

  public PretendProvider(Clock clock) {
    this.clock = clock;
    try {
      this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException notListening) {
      throw new UncheckedIOException(notListening);
    }
    this.issuerInAnswer = issuer().toString();
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realms/staff");
  }

  public int asked(String path) {
    return requests.getOrDefault(path, new AtomicInteger()).get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().replace("/realms/staff", "");
      requests.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
      if (misbehaviours.containsKey(path)) {
        misbehave(misbehaviours.get(path), exchange);
        return;
      }
      switch (path) {
        case "/.well-known/openid-configuration" -> json(exchange, 200, metadata.apply(metadata()));
        case "/jwks" -> text(exchange, 200, new JWKSet(keys).toPublicJWKSet().toString());
        case "/authorize" -> authorize(exchange);
        case "/token" -> token(exchange);
        default -> text(exchange, 404, "{}");
      }
    }
  }

  private void misbehave(Misbehaviour how, HttpExchange exchange) throws IOException {
    switch (how) {
      case NEVER_ENDS -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        try {
          closing.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }
      case HUGE -> {
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
          byte[] spaces = " ".repeat(1 << 16).getBytes(US_ASCII);
          for (int i = 0; i < 100; i++) {
            out.write(spaces);
          }
        }
      }
      case REDIRECTS -> {
        exchange.getResponseHeaders().add("location", issuer() + "/elsewhere");
        exchange.sendResponseHeaders(302, -1);
      }
      case FAILS -> text(exchange, 503, "{}");
      case NESTS_DEEPLY -> text(exchange, 200, "{\"id_token\":[".repeat(15_000));
      case SAYS_NOTHING -> exchange.sendResponseHeaders(200, -1);
    }
  }

  private ObjectNode metadata() {
    ObjectNode json = JSON.createObjectNode();
    json.put("issuer", issuer().toString());
    json.put("authorization_endpoint", issuer() + "/authorize");
    json.put("token_endpoint", issuer() + "/token");
    json.put("jwks_uri", issuer() + "/jwks");
    json.putArray("response_types_supported").add("code");
    json.putArray("subject_types_supported").add("public");
    json.putArray("id_token_signing_alg_values_supported").add("RS256");
    json.putArray("code_challenge_methods_supported").add("S256");
    json.put("authorization_response_iss_parameter_supported", true);
    return json;
  }

  /** As if the person had typed their password. */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    if (!CLIENT.equals(asked.get("client_id"))
        || !"code".equals(asked.get("response_type"))
        || !"S256".equals(asked.get("code_challenge_method"))) {
      text(exchange, 400, "{}");
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Asked(
            asked.get("code_challenge"),
            asked.getOrDefault("nonce", ""),
            asked.get("redirect_uri")));
    String place =
        asked.get("redirect_uri")
            + error.map(why -> "?error=" + why).orElse("?code=" + code)
            + "&state="
            + asked.get("state")
            + (saysWhoItIs ? "&iss=" + issuerInAnswer : "");
    exchange.getResponseHeaders().add("location", place);
    exchange.sendResponseHeaders(302, -1);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String basic =
        "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
    Asked known = codes.remove(asked.getOrDefault("code", ""));
    if (!basic.equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      text(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if (known == null
        || !known.redirect().equals(asked.get("redirect_uri"))
        || !known.challenge().equals(challenge(asked.getOrDefault("code_verifier", "")))) {
      text(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      ObjectNode json = JSON.createObjectNode();
      json.put("access_token", "an-access-token-that-nobody-uses");
      json.put("token_type", "Bearer");
      json.put("id_token", signer.apply(claims(known.nonce()), known.nonce()));
      json(exchange, 200, tokens.apply(json));
    }
  }

  private JWTClaimsSet claims(String nonce) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer().toString())
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
            .claim("nonce", nonce);
    person.forEach(builder::claim);
    return claims.apply(builder).build();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static OctetKeyPair ed(String id) {
    try {
      return new OctetKeyPairGenerator(Curve.Ed25519).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token with these claims, signed with {@code key}. */
  public static String signed(JWTClaimsSet claims, JWK key, JWSAlgorithm algorithm) {
    try {
      JWSSigner signer =
          switch (key) {
            case RSAKey rsa ->
                new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
            case ECKey ec -> new ECDSASigner(ec);
            case OctetKeyPair okp -> new Ed25519Signer(okp);
            default -> throw new IllegalArgumentException(key.getKeyType().getValue());
          };
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  private static void json(HttpExchange exchange, int status, ObjectNode json) throws IOException {
    text(exchange, status, json.toString());
  }

  private static void text(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("content-type", "application/json");
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
