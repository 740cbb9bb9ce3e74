package io.bauta.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Believes an ID token, or not: its signature first, then what it claims. */
final class IdTokens {

  /** How far the provider's clock may be from ours. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  /** Signed with a key of the provider's alone. A shared secret, or none, proves nothing of it. */
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.EdDSA,
          JWSAlgorithm.Ed25519);

  /** Shorter keys of RSA are not believed. */
  private static final int RSA_BITS_MIN = 2048;

  private static final Set<JWSAlgorithm> OF_RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  private final ProviderSettings settings;
  private final ProviderKeys keys;

  IdTokens(ProviderSettings settings, ProviderKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  /** What the provider claims of somebody. */
  JWTClaimsSet check(JWT token, URI keyPlace, SignIn signIn, Instant now) throws SignInException {
    // Whatever its header says, one that is not signed, or encrypted, is of another type here.
    if (!(token instanceof SignedJWT signed)
        || !ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
      throw new SignInException(SignInFailure.WRONG_ALGORITHM);
    }
    JWSHeader header = signed.getHeader();
    List<JWK> candidates = keys.find(keyPlace, key -> fits(key, header), now);
    if (candidates.isEmpty()) {
      throw new SignInException(SignInFailure.UNKNOWN_KEY);
    }
    for (JWK key : candidates) {
      if (isSignedBy(signed, key)) {
        return checked(claims(signed), signIn, now);
      }
    }
    throw new SignInException(SignInFailure.WRONG_SIGNATURE);
  }

  /** By the kind of the key, so that no key is used as what it is not. */
  private static boolean fits(JWK key, JWSHeader header) {
    JWSAlgorithm algorithm = header.getAlgorithm();
    boolean isOfKind =
        switch (key) {
          case RSAKey rsa -> OF_RSA.contains(algorithm) && rsa.size() >= RSA_BITS_MIN;
          case ECKey ec ->
              algorithm.equals(JWSAlgorithm.ES256) && Curve.P_256.equals(ec.getCurve());
          case OctetKeyPair okp ->
              (algorithm.equals(JWSAlgorithm.EdDSA) || algorithm.equals(JWSAlgorithm.Ed25519))
                  && Curve.Ed25519.equals(okp.getCurve());
          default -> false;
        };
    return isOfKind
        && (header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
        && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
  }

  private static boolean isSignedBy(SignedJWT token, JWK key) {
    try {
      JWSVerifier verifier =
          switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
            case ECKey ec -> new ECDSAVerifier(ec.toECPublicKey());
            case OctetKeyPair okp -> new Ed25519Verifier(okp.toPublicJWK());
            default -> throw new IllegalArgumentException("no key that is believed");
          };
      return token.verify(verifier);
    } catch (JOSEException | IllegalArgumentException notVerifiable) {
      return false;
    }
  }

  private static JWTClaimsSet claims(SignedJWT token) throws SignInException {
    try {
      return token.getJWTClaimsSet();
    } catch (ParseException notClaims) {
      throw new SignInException(SignInFailure.PROVIDER_ANSWERS_WRONGLY);
    }
  }

  private JWTClaimsSet checked(JWTClaimsSet claims, SignIn signIn, Instant now)
      throws SignInException {
    JWTClaimsSet none = new JWTClaimsSet.Builder().build();
    require(claims, null, none, Set.of("exp", "iat"), now, SignInFailure.WRONG_TIMES);
    Instant issued = claims.getIssueTime().toInstant();
    if (issued.isAfter(now.plus(CLOCK_TOLERANCE))
        || issued.isBefore(signIn.begun().minus(CLOCK_TOLERANCE))) {
      throw new SignInException(SignInFailure.WRONG_TIMES);
    }
    require(
        claims,
        null,
        new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
        Set.of("iss"),
        now,
        SignInFailure.WRONG_ISSUER);
    require(claims, settings.clientId(), none, Set.of("aud"), now, SignInFailure.WRONG_AUDIENCE);
    requireAuthorizedParty(claims);
    require(
        claims,
        null,
        new JWTClaimsSet.Builder().claim("nonce", signIn.nonce()).build(),
        Set.of("nonce"),
        now,
        SignInFailure.WRONG_NONCE);
    return claims;
  }

  /** The library's check, at our time, and without its message: it repeats what was claimed. */
  private static void require(
      JWTClaimsSet claims,
      @Nullable String audience,
      JWTClaimsSet exact,
      Set<String> required,
      Instant now,
      SignInFailure otherwise)
      throws SignInException {
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(audience, exact, required) {
          @Override
          protected Date currentTime() {
            return Date.from(now);
          }
        };
    verifier.setMaxClockSkew(Math.toIntExact(CLOCK_TOLERANCE.toSeconds()));
    try {
      verifier.verify(claims, null);
    } catch (BadJWTException refused) {
      throw new SignInException(otherwise);
    }
  }

  /** A token for several says which of them asked for it. */
  private void requireAuthorizedParty(JWTClaimsSet claims) throws SignInException {
    Object party = claims.getClaim("azp");
    boolean isOurs = settings.clientId().equals(party);
    if (party == null ? claims.getAudience().size() > 1 : !isOurs) {
      throw new SignInException(SignInFailure.WRONG_AUDIENCE);
    }
  }
}
