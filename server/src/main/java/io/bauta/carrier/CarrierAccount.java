package io.bauta.carrier;

import io.bauta.number.HomeRegion;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Our credentials and settings with a carrier. One carrier may have several.
 *
 * @param name as configured; used in paths and pools
 * @param carrier the id of the carrier, {@link CarrierProfile#id}
 * @param homeRegion how numbers without a country are read
 * @param publicUrl where the carrier reaches us, scheme and host and perhaps a path, without a
 *     slash at the end; empty when nobody said, and then no call-back URL can be given
 * @param pathSecret a part of the path that only the carrier knows
 * @param settings the carrier's own settings by key, as its profile lists them
 */
public record CarrierAccount(
    String name,
    String carrier,
    HomeRegion homeRegion,
    Optional<String> publicUrl,
    Optional<Secret> pathSecret,
    SignatureMode signature,
    Map<String, Secret> settings) {

  private static final String ROOT = "/carriers/";

  public CarrierAccount {
    settings = Map.copyOf(settings);
  }

  /** A setting in clear, or empty when it is not configured. */
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key)).map(Secret::reveal);
  }

  /**
   * {@code text} with the path secret and these settings hidden in it, for whoever shows what a
   * carrier sent.
   */
  public String withoutSecrets(String text, Collection<String> secretSettings) {
    String hidden = pathSecret.map(secret -> without(secret, text)).orElse(text);
    for (String key : secretSettings) {
      Secret secret = settings.get(key);
      hidden = secret == null ? hidden : without(secret, hidden);
    }
    return hidden;
  }

  private static String without(Secret secret, String text) {
    return text.replace(secret.reveal(), secret.toString());
  }

  /** The path under which this account's webhooks arrive, without the endpoint. */
  public String path() {
    return pathSecret.isEmpty() ? ROOT + name : ROOT + name + "/" + pathSecret.get().reveal();
  }

  /** Where the carrier reaches {@code endpoint}; empty when no public URL is configured. */
  public Optional<String> callbackUrl(String endpoint) {
    if (publicUrl.isEmpty()) {
      return Optional.empty();
    }
    // At once, not from parts: it is on the way of every answer.
    return Optional.of(
        pathSecret.isEmpty()
            ? publicUrl.get() + ROOT + name + "/" + endpoint
            : publicUrl.get() + ROOT + name + "/" + pathSecret.get().reveal() + "/" + endpoint);
  }
}
