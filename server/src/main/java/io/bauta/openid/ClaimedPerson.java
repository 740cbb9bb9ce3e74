package io.bauta.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads of claims who somebody is. */
final class ClaimedPerson {

  private static final String EMAIL = "email";
  private static final Pattern SUBJECT =
      Pattern.compile("[\\x21-\\x7e]{1,%d}".formatted(ProvedPerson.SUBJECT_LENGTH_MAX));
  private static final Pattern NAME =
      Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{1,%d}".formatted(ProvedPerson.NAME_LENGTH_MAX));

  /** What may be a telephone number: such a name would stay in the audit log. */
  private static final Pattern NUMBER = Pattern.compile("\\+?(?:[0-9][ ().-]?){7,}");

  private static final String NAMELESS = "somebody";

  private ClaimedPerson() {}

  static ProvedPerson of(JWTClaimsSet claims, String groupClaim) throws SignInException {
    String subject = claims.getSubject();
    if (subject == null || !SUBJECT.matcher(subject).matches()) {
      throw new SignInException(SignInFailure.WRONG_SUBJECT);
    }
    return new ProvedPerson(subject, name(claims), groups(claims, groupClaim));
  }

  private static String name(JWTClaimsSet claims) {
    return Stream.concat(
            address(claims).stream(),
            Stream.of("preferred_username", "name")
                .map(claims::getClaim)
                .filter(String.class::isInstance)
                .map(String.class::cast))
        .map(String::strip)
        .filter(name -> NAME.matcher(name).matches() && !NUMBER.matcher(name).find())
        .findFirst()
        .orElse(NAMELESS);
  }

  /** Only one that is known to be theirs: otherwise it is what they wrote into a form. */
  private static Optional<String> address(JWTClaimsSet claims) {
    return claims.getClaim(EMAIL) instanceof String text
            && Boolean.TRUE.equals(claims.getClaim("email_verified"))
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Set<String> groups(JWTClaimsSet claims, String claim) {
    if (claim.equals(EMAIL)) {
      return address(claims).map(Set::of).orElse(Set.of());
    }
    Object value = claims.getClaim(claim);
    return texts(value == null ? nested(claims.getClaims(), claim) : value);
  }

  private static @Nullable Object nested(Map<String, Object> claims, String path) {
    Object value = claims;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static Set<String> texts(@Nullable Object value) {
    Collection<?> all =
        value instanceof Collection<?> several
            ? several
            : value == null ? List.of() : List.of(value);
    Set<String> texts = new HashSet<>();
    all.stream()
        .limit(ProvedPerson.GROUPS_MAX)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .forEach(texts::add);
    return texts;
  }
}
