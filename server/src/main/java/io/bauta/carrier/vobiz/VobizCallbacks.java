package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Secret;
import io.bauta.carrier.Webhook;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Vobiz tells how a Dial goes, what a caller entered, and that a recording can be fetched.
 *
 * <p>A signature covers the path and not the body, so each path has a token that only the call's
 * own id gives: whoever holds a signature of one call can tell nothing about another. What must be
 * known of a Dial when it is told of follows the token, covered in the same way.
 *
 * @param base of all endpoints of the account, with a slash at the end
 * @param token with a slash before it; empty where no secret is configured to make it from
 */
record VobizCallbacks(String base, String token) {

  /** After the token: of several numbers one is to answer. */
  private static final String ONE_OF_SEVERAL = "/several";

  /** After the token: when nobody answers, another Dial comes. */
  private static final String MORE_FOLLOW = "/more";

  /** After the token: how often the caller was asked. */
  private static final Pattern ASKED = Pattern.compile("/([1-9][0-9]{0,5})$");

  private static final String DIAL_A_LEG_UUID = "DialALegUUID";
  private static final int TOKEN_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /**
   * The call-backs for a call; empty when we do not know how Vobiz reaches us, and for a call
   * without an id, of which nothing could be recorded and by which no token could be told.
   */
  static Optional<VobizCallbacks> of(RoutingRequest request, CarrierAccount account) {
    Optional<String> base = account.callbackUrl("");
    if (request.call().isEmpty() || base.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> key = signingKey(account);
    String token = key.isEmpty() ? "" : "/" + token(key.get(), request.call().get());
    return Optional.of(new VobizCallbacks(base.get(), token));
  }

  /** For the events of a Dial while it rings and lasts. */
  String dial(boolean oneOfSeveral) {
    return base + VobizProfile.DIAL + token + (oneOfSeveral ? ONE_OF_SEVERAL : "");
  }

  /** For the one result at the end of a Dial. */
  String result(boolean moreFollow) {
    return base + VobizProfile.RESULT + token + (moreFollow ? MORE_FOLLOW : "");
  }

  /** For the end of a recording. */
  String recording() {
    return base + VobizProfile.RECORDING + token;
  }

  /**
   * For what the caller enters, be it nothing.
   *
   * @param asked how often they were asked, this time included
   */
  String digits(int asked) {
    return base + VobizProfile.DIGITS + token + "/" + asked;
  }

  /** How often the caller was asked who entered something; 0 where the path does not say. */
  static int asked(Webhook webhook) {
    Matcher counted = ASKED.matcher("/" + webhook.tail());
    return counted.find() ? Integer.parseInt(counted.group(1)) : 0;
  }

  static boolean isOneOfSeveral(Webhook webhook) {
    return ("/" + webhook.tail()).endsWith(ONE_OF_SEVERAL);
  }

  static boolean isFollowedByMore(Webhook webhook) {
    return ("/" + webhook.tail()).endsWith(MORE_FOLLOW);
  }

  /**
   * The call that a Dial event or result, or what a caller entered, is about.
   *
   * @throws MalformedWebhookException when it names none, or one that its path was not made for
   */
  static CarrierCallId callOf(VobizFields fields, Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    // The question named the caller's leg. Both fields should name it; only one could.
    Optional<CarrierCallId> callerLeg = fields.call(DIAL_A_LEG_UUID);
    CarrierCallId call =
        callerLeg.isPresent() && fields.call(VobizFields.CALL_UUID).isEmpty()
            ? callerLeg.get()
            : fields.requireCall();
    List<String> keys = keys(account);
    String token = tokenIn(webhook);
    if (keys.isEmpty() || isTokenOf(call, token, keys)) {
      return call;
    }
    if (callerLeg.isPresent() && isTokenOf(callerLeg.get(), token, keys)) {
      return callerLeg.get();
    }
    throw otherCall();
  }

  /**
   * Looks whether a path with a token was made for the call that is told of. One without is of a
   * recording that somebody else has started.
   *
   * @throws MalformedWebhookException when it was made for another call
   */
  static void requireOfCall(VobizFields fields, Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    List<String> keys = keys(account);
    if (!webhook.tail().isEmpty()
        && !keys.isEmpty()
        && !isTokenOf(fields.requireCall(), webhook.tail(), keys)) {
      throw otherCall();
    }
  }

  private static MalformedWebhookException otherCall() {
    return new MalformedWebhookException(
        "the path is not of this call: expected the call-back URL that was given for CallUUID");
  }

  /** What is before that which follows a token at this endpoint. */
  private static String tokenIn(Webhook webhook) {
    String tail = webhook.tail();
    return switch (webhook.endpoint()) {
      case VobizProfile.DIAL -> without(ONE_OF_SEVERAL, tail);
      case VobizProfile.RESULT -> without(MORE_FOLLOW, tail);
      default -> ASKED.matcher(tail).find() ? tail.substring(0, tail.lastIndexOf('/')) : "";
    };
  }

  private static String without(String end, String tail) {
    return tail.endsWith(end) ? tail.substring(0, tail.length() - end.length()) : tail;
  }

  private static boolean isTokenOf(CarrierCallId call, String token, List<String> keys) {
    byte[] given = token.getBytes(UTF_8);
    for (String key : keys) {
      if (MessageDigest.isEqual(token(key, call).getBytes(UTF_8), given)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> signingKey(CarrierAccount account) {
    Optional<String> token = account.setting(VobizProfile.AUTH_TOKEN);
    return token.isPresent() ? token : keys(account).stream().findFirst();
  }

  /** The first signs; the others may have signed while a token is being changed. */
  private static List<String> keys(CarrierAccount account) {
    List<String> keys = new ArrayList<>(3);
    account.setting(VobizProfile.AUTH_TOKEN).ifPresent(keys::add);
    account.setting(VobizProfile.PREVIOUS_AUTH_TOKEN).ifPresent(keys::add);
    account.pathSecret().map(Secret::reveal).ifPresent(keys::add);
    return keys;
  }

  private static String token(String key, CarrierCallId call) {
    byte[] code = HmacSha256.of(key, "callback:" + call.text());
    return BASE64.encodeToString(Arrays.copyOf(code, TOKEN_BYTES));
  }

  /** Redacted: the path may hold a secret. */
  @Override
  public String toString() {
    return "VobizCallbacks[…]";
  }
}
