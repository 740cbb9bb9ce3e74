package io.bauta.simulator.vobiz;

import io.bauta.simulator.NumberForm;
import io.bauta.simulator.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a Vobiz account and its application are set to, and how the account's traffic looks.
 *
 * @param hangupUrl where the end of a call is told; Vobiz takes the answer URL unless set
 * @param authToken without one, webhooks are not signed
 * @param parentToken the main account's token where this is a sub-account
 * @param method {@code POST} or {@code GET}, for the answer and the hangup URL
 * @param countryCode the calling code for numbers in national form
 * @param withheld what stands for the number of a caller who withholds it
 * @param dialResultEvent {@code DialAction} or {@code Redirect}: Vobiz's pages differ
 * @param tellsEmptyDigits whether the action of a Gather is asked when nothing was keyed in, or the
 *     next element carried out: Vobiz's page says both
 * @param extraFields sent with every webhook, over what it would hold otherwise
 * @param listensAt the base to connect to in place of the public scheme, host and port
 * @param mediaBase where recordings lie
 */
public record VobizSettings(
    URI answerUrl,
    URI hangupUrl,
    String authId,
    Optional<String> authToken,
    Optional<String> parentToken,
    String method,
    NumberForm fromForm,
    NumberForm toForm,
    NumberForm callerNameForm,
    String countryCode,
    String withheld,
    String dialResultEvent,
    boolean tellsEmptyDigits,
    Map<String, String> extraFields,
    Optional<URI> listensAt,
    URI mediaBase,
    Duration replyTimeMax) {

  public VobizSettings {
    extraFields = Map.copyOf(extraFields);
    if (authToken.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException("an empty token signs nothing: leave it out");
    }
    if (!method.equals("POST") && !method.equals("GET")) {
      throw new IllegalArgumentException("method: expected POST or GET, not " + method);
    }
  }

  /** Settings as in real traffic, for an application with this answer URL. */
  public static Builder answering(URI answerUrl) {
    return new Builder(answerUrl);
  }

  /** The URL to connect to for a webhook to {@code url}. */
  URI whereItListens(URI url) {
    boolean isOurs = answerUrl.getRawAuthority().equals(url.getRawAuthority());
    if (listensAt.isEmpty() || !isOurs) {
      return url;
    }
    String base = listensAt.get().getScheme() + "://" + listensAt.get().getRawAuthority();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(base + url.getRawPath() + query);
  }

  /** The account only: the rest holds secrets. */
  @Override
  public String toString() {
    return "VobizSettings[" + authId + "]";
  }

  /** Collects settings; what is not said is as in real traffic. */
  public static final class Builder {
    private final URI answerUrl;
    private final Map<String, String> extraFields = new HashMap<>();
    private Optional<URI> hangupUrl = Optional.empty();
    private String authId = "MA_SIMULATED";
    private Optional<String> authToken = Optional.empty();
    private Optional<String> parentToken = Optional.empty();
    private String method = "POST";
    private NumberForm fromForm = NumberForm.DIGITS;
    private NumberForm toForm = NumberForm.DIGITS;
    private NumberForm callerNameForm = NumberForm.E164;
    private String countryCode = "91";
    private String withheld = "anonymous";
    private String dialResultEvent = "DialAction";
    private boolean tellsEmptyDigits;
    private Optional<URI> listensAt = Optional.empty();
    private URI mediaBase = URI.create("https://media.vobiz.ai/");
    private Duration replyTimeMax = WebhookSender.REPLY_TIME_MAX;

    private Builder(URI answerUrl) {
      this.answerUrl = answerUrl;
    }

    public Builder hangupUrl(URI url) {
      hangupUrl = Optional.of(url);
      return this;
    }

    public Builder authId(String id) {
      authId = id;
      return this;
    }

    public Builder authToken(String token) {
      authToken = Optional.of(token);
      return this;
    }

    public Builder parentToken(String token) {
      parentToken = Optional.of(token);
      return this;
    }

    public Builder method(String postOrGet) {
      method = postOrGet;
      return this;
    }

    /** How {@code From} is written; digits without plus in real traffic. */
    public Builder from(NumberForm form) {
      fromForm = form;
      return this;
    }

    /** How {@code To} is written. Real Indian numbers have been seen in national form. */
    public Builder to(NumberForm form) {
      toForm = form;
      return this;
    }

    /** How {@code CallerName} writes the caller's number. */
    public Builder callerName(NumberForm form) {
      callerNameForm = form;
      return this;
    }

    public Builder countryCode(String digits) {
      countryCode = digits;
      return this;
    }

    public Builder withheld(String word) {
      withheld = word;
      return this;
    }

    public Builder dialResultEvent(String event) {
      dialResultEvent = event;
      return this;
    }

    /** The action of a Gather is asked also when nothing was keyed in. */
    public Builder tellsEmptyDigits() {
      tellsEmptyDigits = true;
      return this;
    }

    public Builder extraField(String name, String value) {
      extraFields.put(name, value);
      return this;
    }

    /** Connects to {@code base} although URLs and signatures name the public host. */
    public Builder listensAt(URI base) {
      listensAt = Optional.of(base);
      return this;
    }

    /** The base of recording URLs; ends in a slash. */
    public Builder mediaBase(URI base) {
      mediaBase = base;
      return this;
    }

    public Builder replyTimeMax(Duration time) {
      replyTimeMax = time;
      return this;
    }

    public VobizSettings build() {
      return new VobizSettings(
          answerUrl,
          hangupUrl.orElse(answerUrl),
          authId,
          authToken,
          parentToken,
          method,
          fromForm,
          toForm,
          callerNameForm,
          countryCode,
          withheld,
          dialResultEvent,
          tellsEmptyDigits,
          extraFields,
          listensAt,
          mediaBase,
          replyTimeMax);
    }
  }
}
