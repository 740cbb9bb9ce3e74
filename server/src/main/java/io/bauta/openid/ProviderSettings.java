package io.bauta.openid;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * What has been agreed with a provider.
 *
 * @param issuer as the provider writes it, to the letter
 * @param redirect where it sends people back to
 * @param scopes what it is asked to tell
 * @param groupClaim the claim of which the values are somebody's groups: its name, or a path of
 *     names with dots between them
 * @param otherHosts hosts besides the issuer's to which something may be sent, with a port where it
 *     is not 443
 */
public record ProviderSettings(
    URI issuer,
    String clientId,
    URI redirect,
    List<String> scopes,
    String groupClaim,
    Set<String> otherHosts) {

  public ProviderSettings {
    scopes = List.copyOf(scopes);
    otherHosts = Set.copyOf(otherHosts);
  }
}
