package io.bauta.openid;

import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.OutboundReply;
import io.bauta.outbound.OutboundRequest;
import io.bauta.outbound.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sends requests to a provider: to the issuer's host and the others that are allowed, by https; by
 * http only on this machine.
 */
final class ProviderHttp {

  /** An answer of a provider is never read further. */
  static final int ANSWER_BYTES_MAX = 256 * 1024;

  /** How long a provider may take for one answer. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  private final OutboundHttp http;
  private final URI issuer;
  private final Set<String> otherHosts;
  private final Duration wait;

  /** What came, whatever its status. */
  record Reply(int status, Optional<String> contentType, String body) {

    /** A token may be in it. */
    @Override
    public String toString() {
      return "Reply[" + status + "]";
    }
  }

  ProviderHttp(OutboundHttp http, URI issuer, Set<String> otherHosts, Duration wait) {
    this.wait = wait;
    this.http = http;
    this.issuer = issuer;
    this.otherHosts = otherHosts;
  }

  /** {@code url}, if something may be sent there, be it by us or by a browser. */
  URI allowed(URI url) throws SignInException {
    boolean isWeb =
        "https".equals(url.getScheme())
            || ("http".equals(url.getScheme())
                && url.getHost() != null
                && THIS_MACHINE.matcher(url.getHost()).matches());
    if (!isWeb
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null
        || !(place(url).equals(place(issuer)) || isOther(url))) {
      throw new SignInException(SignInFailure.FOREIGN_HOST);
    }
    return url;
  }

  private static String place(URI url) {
    return url.getScheme() + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port(url);
  }

  private static int port(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  private boolean isOther(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return otherHosts.contains(port(url) == HTTPS_PORT ? host : host + ":" + port(url));
  }

  Reply get(URI url) throws SignInException {
    return send("GET", url, Map.of("accept", "application/json"), Optional.empty());
  }

  Reply post(URI url, Map<String, String> headers, String body) throws SignInException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("accept", "application/json");
    return send("POST", url, all, Optional.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private Reply send(String method, URI url, Map<String, String> headers, Optional<byte[]> body)
      throws SignInException {
    OutboundRequest request =
        new OutboundRequest(method, allowed(url), headers, body, wait, ANSWER_BYTES_MAX);
    return switch (http.send(request, ProviderHttp::read)) {
      case Outcome.Answered<Reply>(Reply reply) -> reply;
      case Outcome.Refused<Reply> _ -> throw new SignInException(SignInFailure.FOREIGN_HOST);
      case Outcome.Failed<Reply>(Outcome.Failure why) ->
          throw new SignInException(
              why == Outcome.Failure.TOO_LONG
                  ? SignInFailure.PROVIDER_ANSWERS_WRONGLY
                  : SignInFailure.PROVIDER_AWAY);
    };
  }

  private static Reply read(OutboundReply reply) throws IOException {
    return new Reply(
        reply.status(),
        reply.contentType(),
        new String(reply.body().readAllBytes(), StandardCharsets.UTF_8));
  }
}
