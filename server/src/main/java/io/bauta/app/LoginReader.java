package io.bauta.app;

import io.bauta.access.Grants;
import io.bauta.access.Role;
import io.bauta.app.ConfigKeys.Key;
import io.bauta.carrier.Secret;
import io.bauta.openid.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how people log in: the keys {@code oidc.…}. */
final class LoginReader {

  private static final String ISSUER = "oidc.issuer";
  private static final String CLIENT_ID = "oidc.client-id";
  private static final String CLIENT_SECRET = "oidc.client-secret";
  private static final String SCOPES = "oidc.scopes";
  private static final String ROLE_CLAIM = "oidc.role-claim";
  private static final String ROLES = "oidc.roles.";
  private static final String POOLS = "oidc.pools";
  private static final String SESSION = "oidc.session-minutes";
  private static final String IDLE = "oidc.idle-minutes";
  private static final String HOSTS = "oidc.allowed-hosts";
  private static final String PUBLIC_URL = "server.public-url";

  private static final String ISSUER_EXPECTED =
      "the provider's issuer, as it writes it itself: an https URL without query, or an http one of"
          + " this machine";
  private static final String ISSUER_EXAMPLE = "https://login.example.com/realms/staff";
  private static final String CLIENT_ID_EXPECTED = "the id by which the provider knows this server";
  private static final String SCOPES_EXPECTED = "scopes, openid among them";
  private static final String POOLS_EXPECTED = "GROUP=POOL for each, with * for all pools";
  private static final String HOSTS_EXPECTED =
      "hosts besides the issuer's, each with its port where it is not 443";
  private static final String MINUTES_EXPECTED =
      "whole minutes from %d to %d"
          .formatted(LoginSettings.TIME_MIN.toMinutes(), LoginSettings.SESSION_MAX.toMinutes());

  private static final String SCOPES_DEFAULT = "openid,profile,email";
  private static final String ROLE_CLAIM_DEFAULT = "groups";
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");
  private static final Pattern HOST =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])(?::[1-9][0-9]{0,4})?");

  static final List<Key> KEYS = keys();

  private LoginReader() {}

  private static List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(ISSUER, ISSUER_EXPECTED, ISSUER_EXAMPLE));
    keys.add(new Key(CLIENT_ID, CLIENT_ID_EXPECTED, "bauta"));
    keys.add(new Key(CLIENT_SECRET, "the secret that belongs to it", "${OIDC_CLIENT_SECRET}"));
    keys.add(new Key(SCOPES, SCOPES_EXPECTED, "[openid, profile, email]", true));
    keys.add(
        new Key(ROLE_CLAIM, "the claim that says in which groups somebody is", ROLE_CLAIM_DEFAULT));
    for (Role role : Role.values()) {
      keys.add(
          new Key(
              keyOf(role), "the groups that have this role", "[bauta-" + word(role) + "]", true));
    }
    keys.add(new Key(POOLS, POOLS_EXPECTED, "[brand-a=rides, bauta-admin=*]", true));
    keys.add(new Key(SESSION, MINUTES_EXPECTED, "480"));
    keys.add(new Key(IDLE, MINUTES_EXPECTED, "60"));
    keys.add(new Key(HOSTS, HOSTS_EXPECTED, "[oauth2.googleapis.com, www.googleapis.com]", true));
    return List.copyOf(keys);
  }

  private static String keyOf(Role role) {
    return ROLES + word(role);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * How people log in; empty when nothing is said of it.
   *
   * @param publicUrl as the configuration has it
   */
  static Optional<LoginSettings> read(ConfigKeys keys, Optional<String> publicUrl) {
    if (KEYS.stream().allMatch(key -> keys.get(key.name()).isEmpty())) {
      return Optional.empty();
    }
    URI issuer = keys.get(ISSUER).map(LoginReader::issuer).orElseThrow(LoginReader::noIssuer);
    String client =
        keys.get(CLIENT_ID)
            .orElseThrow(() -> ConfigException.of(CLIENT_ID, CLIENT_ID_EXPECTED, "bauta"));
    URI here =
        publicUrl
            .filter(ApiBase::isUsable)
            .map(URI::create)
            .orElseThrow(
                () ->
                    ConfigException.of(
                        PUBLIC_URL,
                        "where browsers reach this server by https (or by http on this machine),"
                            + " because people log in",
                        "https://mask.example.com"));
    ProviderSettings provider =
        new ProviderSettings(
            issuer,
            client,
            URI.create(here + LoginHttp.CALLBACK),
            scopes(keys.get(SCOPES).orElse(SCOPES_DEFAULT)),
            keys.get(ROLE_CLAIM).orElse(ROLE_CLAIM_DEFAULT),
            keys.get(HOSTS).map(LoginReader::hosts).orElse(Set.of()));
    return Optional.of(
        new LoginSettings(
            here,
            provider,
            keys.get(CLIENT_SECRET).map(Secret::new),
            new Grants(roles(keys), pools(keys)),
            minutes(keys, SESSION, LoginSettings.SESSION_DEFAULT),
            minutes(keys, IDLE, LoginSettings.IDLE_DEFAULT)));
  }

  private static ConfigException noIssuer() {
    return ConfigException.of(ISSUER, ISSUER_EXPECTED, ISSUER_EXAMPLE);
  }

  private static URI issuer(String text) {
    if (!ApiBase.isUsable(text)) {
      throw noIssuer();
    }
    return URI.create(text);
  }

  private static Stream<String> list(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(one -> !one.isEmpty());
  }

  private static List<String> scopes(String text) {
    List<String> scopes = list(text).toList();
    if (!scopes.contains("openid") || !scopes.stream().allMatch(s -> SCOPE.matcher(s).matches())) {
      throw ConfigException.of(SCOPES, SCOPES_EXPECTED, "[openid, profile, email]");
    }
    return scopes;
  }

  private static Set<String> hosts(String text) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String host : list(text).map(one -> one.toLowerCase(Locale.ROOT)).toList()) {
      if (!HOST.matcher(host).matches()) {
        throw ConfigException.of(HOSTS, HOSTS_EXPECTED, "[oauth2.googleapis.com]");
      }
      hosts.add(host);
    }
    return hosts;
  }

  private static Map<Role, Set<String>> roles(ConfigKeys keys) {
    Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      keys.get(keyOf(role))
          .ifPresent(text -> roles.put(role, new LinkedHashSet<>(list(text).toList())));
    }
    if (roles.isEmpty()) {
      throw ConfigException.of(
          keyOf(Role.ADMIN),
          "groups for one role at least: who is in none of them may do nothing",
          "[bauta-admin]");
    }
    return roles;
  }

  /** A limit of which nothing is left, such as an unset variable, must not become none at all. */
  private static Map<String, Set<String>> pools(ConfigKeys keys) {
    if (!keys.isWritten(POOLS)) {
      return Map.of();
    }
    Map<String, Set<String>> pools = keys.get(POOLS).map(LoginReader::pools).orElse(Map.of());
    if (pools.isEmpty()) {
      throw noPools();
    }
    return pools;
  }

  private static ConfigException noPools() {
    return ConfigException.of(
        POOLS,
        POOLS_EXPECTED + "; without this key nobody is limited",
        "[brand-a=rides, bauta-admin=*]");
  }

  /** The last sign of equality counts: groups may have some in their names. */
  private static Map<String, Set<String>> pools(String text) {
    Map<String, Set<String>> pools = new HashMap<>();
    for (String entry : list(text).toList()) {
      int sign = entry.lastIndexOf('=');
      if (sign < 1 || sign == entry.length() - 1) {
        throw noPools();
      }
      pools
          .computeIfAbsent(entry.substring(0, sign).strip(), _ -> new LinkedHashSet<>())
          .add(entry.substring(sign + 1).strip());
    }
    return pools;
  }

  private static Duration minutes(ConfigKeys keys, String key, Duration otherwise) {
    return keys.get(key).map(text -> minutes(key, text)).orElse(otherwise);
  }

  private static Duration minutes(String key, String text) {
    try {
      Duration time = Duration.ofMinutes(Long.parseLong(text));
      if (time.compareTo(LoginSettings.TIME_MIN) >= 0
          && time.compareTo(LoginSettings.SESSION_MAX) <= 0) {
        return time;
      }
    } catch (ArithmeticException | NumberFormatException notMinutes) {
      // Said below, for every wrong value alike.
    }
    throw ConfigException.of(key, MINUTES_EXPECTED, "60");
  }
}
