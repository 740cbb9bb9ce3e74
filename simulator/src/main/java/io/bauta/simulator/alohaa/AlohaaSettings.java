package io.bauta.simulator.alohaa;

import io.bauta.simulator.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an Alohaa account is set to, and how its traffic looks.
 *
 * @param receiverUrl where the receiver of a call is asked for
 * @param detailsUrl where an ended call is told
 * @param header the name and value of a header that every webhook carries, or nothing
 * @param apiKey of the account's REST API
 * @param refusals which answers the account takes for a refusal
 * @param announcingNumbers the account's numbers, in E.164, that do nothing but announce
 * @param answeredWord {@code call_status} of a call in which two people talked
 * @param ringTimeout the carrier's own, where the answer sets none
 * @param withheld what stands for the number of a caller who withholds it
 * @param listensAt the base to connect to in place of the public scheme, host and port
 * @param mediaBase where recordings lie; ends in a slash
 * @param apiPort where the REST API listens on the loopback address; 0 for any free port
 */
public record AlohaaSettings(
    URI receiverUrl,
    Optional<URI> detailsUrl,
    String organisationId,
    Map<String, String> header,
    String apiKey,
    RequestStyle requestStyle,
    TimeoutMeaning timeoutMeaning,
    Generation generation,
    Set<Refusing> refusals,
    List<String> announcingNumbers,
    Set<AlohaaVariant> variants,
    String answeredWord,
    String unansweredWord,
    String withheld,
    Duration ringTimeout,
    Optional<URI> listensAt,
    Duration replyTimeMax,
    URI mediaBase,
    int apiPort) {

  /** How long Alohaa lets it ring where nothing was said; its pages name no time. */
  public static final Duration RING_TIMEOUT = Duration.ofSeconds(60);

  public AlohaaSettings {
    header = Map.copyOf(header);
    refusals = Set.copyOf(refusals);
    announcingNumbers = List.copyOf(announcingNumbers);
    variants = Set.copyOf(variants);
  }

  /** Settings as in Alohaa's current page, asking at this URL and telling nothing. */
  public static Builder asking(URI receiverUrl) {
    return new Builder(receiverUrl);
  }

  boolean has(AlohaaVariant variant) {
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

  /** The organisation only: the rest holds secrets. */
  @Override
  public String toString() {
    return "AlohaaSettings[" + organisationId + "]";
  }

  /** Collects settings; what is not said is as in Alohaa's current page. */
  public static final class Builder {
    private final URI receiverUrl;
    private final Set<AlohaaVariant> variants = EnumSet.noneOf(AlohaaVariant.class);
    private Optional<URI> detailsUrl = Optional.empty();
    private String organisationId = "5f0c7a52-3a8e-4b57-9d0e-0123456789ab";
    private Map<String, String> header = Map.of();
    private String apiKey = "alohaa-api-key";
    private RequestStyle requestStyle = RequestStyle.JSON;
    private TimeoutMeaning timeoutMeaning = TimeoutMeaning.RINGING;
    private Generation generation = Generation.CURRENT;
    private Set<Refusing> refusals = EnumSet.allOf(Refusing.class);
    private List<String> announcingNumbers = List.of();
    private String answeredWord = "answered";
    private String unansweredWord = "notanswered";
    private String withheld = "";
    private Duration ringTimeout = RING_TIMEOUT;
    private Optional<URI> listensAt = Optional.empty();
    private Duration replyTimeMax = WebhookSender.REPLY_TIME_MAX;
    private URI mediaBase =
        URI.create("https://doosra-ivr-voicemails.s3.ap-south-1.amazonaws.com/");
    private int apiPort;

    private Builder(URI receiverUrl) {
      this.receiverUrl = receiverUrl;
    }

    public Builder detailsUrl(URI url) {
      detailsUrl = Optional.of(url);
      return this;
    }

    public Builder organisationId(String id) {
      organisationId = id;
      return this;
    }

    /** Adds this header to every webhook. */
    public Builder header(String name, String value) {
      header = Map.of(name, value);
      return this;
    }

    /** The base of recording URLs; ends in a slash. */
    public Builder mediaBase(URI base) {
      mediaBase = base;
      return this;
    }

    public Builder apiKey(String key) {
      apiKey = key;
      return this;
    }

    public Builder asks(RequestStyle style) {
      requestStyle = style;
      return this;
    }

    public Builder callTimeoutLimits(TimeoutMeaning meaning) {
      timeoutMeaning = meaning;
      return this;
    }

    public Builder tells(Generation details) {
      generation = details;
      return this;
    }

    /** Takes these for refusals, and no other answer. */
    public Builder understands(Refusing first, Refusing... more) {
      refusals = EnumSet.of(first, more);
      return this;
    }

    public Builder announcingNumbers(String... inE164) {
      announcingNumbers = List.of(inE164);
      return this;
    }

    public Builder with(AlohaaVariant... more) {
      variants.addAll(List.of(more));
      return this;
    }

    /** The values of {@code call_status}. */
    public Builder statusWords(String answered, String unanswered) {
      answeredWord = answered;
      unansweredWord = unanswered;
      return this;
    }

    public Builder withheld(String text) {
      withheld = text;
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

    public AlohaaSettings build() {
      return new AlohaaSettings(
          receiverUrl,
          detailsUrl,
          organisationId,
          header,
          apiKey,
          requestStyle,
          timeoutMeaning,
          generation,
          refusals,
          announcingNumbers,
          variants,
          answeredWord,
          unansweredWord,
          withheld,
          ringTimeout,
          listensAt,
          replyTimeMax,
          mediaBase,
          apiPort);
    }
  }
}
