package io.bauta.simulator.eight;

import io.bauta.simulator.NumberForm;
import io.bauta.simulator.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an 8x8 sub-account is set to, and how its traffic looks.
 *
 * @param webhooks where they go; a type that is missing may be registered by the REST API
 * @param httpAuthHeader the value that every webhook to these URLs carries
 * @param authorizationPrefix what the carrier puts before that value; 8x8's pages do not say
 * @param numbers the virtual numbers in E.164; where there are none, the network's routes decide
 * @param withheld the {@code source} of a caller who withholds it; empty is null
 * @param ringTimeout the carrier's own, since a callflow can name none
 * @param listensAt the base to connect to in place of the public scheme, host and port
 * @param apiPort where the REST API listens on the loopback address; 0 for any free port
 */
public record EightSettings(
    String subAccountId,
    String apiKey,
    Map<WebhookType, URI> webhooks,
    Optional<String> httpAuthHeader,
    String authorizationPrefix,
    List<String> numbers,
    Set<EightVariant> variants,
    DtmfShape dtmfShape,
    NumberForm callerForm,
    Optional<String> withheld,
    Duration ringTimeout,
    Optional<URI> listensAt,
    Duration replyTimeMax,
    int apiPort) {

  /** What a sub-account may be called. */
  private static final String SUB_ACCOUNT = "[A-Za-z0-9\\-._&]{3,50}";

  /** How long 8x8 lets it ring; its pages name no time. */
  public static final Duration RING_TIMEOUT = Duration.ofSeconds(60);

  public EightSettings {
    webhooks = Map.copyOf(webhooks);
    numbers = List.copyOf(numbers);
    variants = Set.copyOf(variants);
    if (!subAccountId.matches(SUB_ACCOUNT)) {
      throw new IllegalArgumentException("subAccountId: expected " + SUB_ACCOUNT);
    }
  }

  /** Settings as in 8x8's pages, for a sub-account with no webhook yet. */
  public static Builder of(String subAccountId, String apiKey) {
    return new Builder(subAccountId, apiKey);
  }

  boolean has(EightVariant variant) {
    return variants.contains(variant);
  }

  /** The URL to connect to for a webhook to {@code url}. */
  URI whereItListens(URI url) {
    if (listensAt.isEmpty()) {
      return url;
    }
    String base = listensAt.get().getScheme() + "://" + listensAt.get().getRawAuthority();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(base + url.getRawPath() + query);
  }

  /** The sub-account only: the rest holds secrets. */
  @Override
  public String toString() {
    return "EightSettings[" + subAccountId + "]";
  }

  /** Collects settings; what is not said is as in 8x8's pages. */
  public static final class Builder {
    private final String subAccountId;
    private final String apiKey;
    private final Map<WebhookType, URI> webhooks = new EnumMap<>(WebhookType.class);
    private final Set<EightVariant> variants = EnumSet.noneOf(EightVariant.class);
    private Optional<String> httpAuthHeader = Optional.empty();
    private String authorizationPrefix = "";
    private List<String> numbers = List.of();
    private DtmfShape dtmfShape = DtmfShape.NESTED;
    private NumberForm callerForm = NumberForm.E164;
    private Optional<String> withheld = Optional.of("");
    private Duration ringTimeout = RING_TIMEOUT;
    private Optional<URI> listensAt = Optional.empty();
    private Duration replyTimeMax = WebhookSender.REPLY_TIME_MAX;
    private int apiPort;

    private Builder(String subAccountId, String apiKey) {
      this.subAccountId = subAccountId;
      this.apiKey = apiKey;
    }

    public Builder webhook(WebhookType type, URI url) {
      webhooks.put(type, url);
      return this;
    }

    /** Sends every type to the same URL. */
    public Builder webhooks(URI url) {
      for (WebhookType type : WebhookType.values()) {
        webhook(type, url);
      }
      return this;
    }

    public Builder httpAuthHeader(String value) {
      httpAuthHeader = Optional.of(value);
      return this;
    }

    /** Puts a word such as {@code Bearer } before the header's value. */
    public Builder authorizationPrefix(String prefix) {
      authorizationPrefix = prefix;
      return this;
    }

    public Builder numbers(String... inE164) {
      numbers = List.of(inE164);
      return this;
    }

    public Builder with(EightVariant... more) {
      variants.addAll(List.of(more));
      return this;
    }

    public Builder dtmf(DtmfShape shape) {
      dtmfShape = shape;
      return this;
    }

    /** How the caller's and the dialled number are written. */
    public Builder callers(NumberForm form) {
      callerForm = form;
      return this;
    }

    /** What stands for the number of a caller who withholds it; empty for null. */
    public Builder withheld(Optional<String> source) {
      withheld = source;
      return this;
    }

    public Builder ringTimeout(Duration timeout) {
      ringTimeout = timeout;
      return this;
    }

    public Builder listensAt(URI base) {
      listensAt = Optional.of(base);
      return this;
    }

    /** How long the server may take for any webhook. */
    public Builder replyTimeMax(Duration longest) {
      replyTimeMax = longest;
      return this;
    }

    public Builder apiPort(int port) {
      apiPort = port;
      return this;
    }

    public EightSettings build() {
      return new EightSettings(
          subAccountId,
          apiKey,
          webhooks,
          httpAuthHeader,
          authorizationPrefix,
          numbers,
          variants,
          dtmfShape,
          callerForm,
          withheld,
          ringTimeout,
          listensAt,
          replyTimeMax,
          apiPort);
    }
  }
}
