package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.bench.wire.AlohaaWire;
import io.bauta.bench.wire.EightWire;
import io.bauta.bench.wire.TelnyxWire;
import java.net.URI;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The questions of each carrier, as the requests of one connection. */
record Questions(URI server, URI constant, Population population) {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final int NATIONAL_DIGITS = 10;

  /** Those to a server that has a constant reply beside it. */
  static Questions to(ServerProcess server, Population population) {
    return new Questions(server.url(), server.constantUrl(), population);
  }

  /**
   * Requests of this kind.
   *
   * @param stock how many are made in advance, where making them takes long
   */
  RequestMaker of(Kind kind, SplittableRandom random, int stock) {
    URI url = kind == Kind.CONSTANT ? constant : server;
    Supplier<Caller> callers = callers(kind, random);
    return switch (kind) {
      case CONSTANT ->
          vobiz(url, ConstantServer.PATH, Style.UNSIGNED, callers, random, stock, isConstant());
      case HEALTH -> HealthRequests.to(url);
      case TUTORIAL -> vobiz(url, LoadServer.OPEN_PATH, Style.TUTORIAL, callers, random, stock);
      case OPEN -> vobiz(url, LoadServer.OPEN_PATH, Style.UNSIGNED, callers, random, stock);
      case SIGNED -> vobiz(url, LoadServer.SIGNED_PATH, Style.SIGNED, callers, random, stock);
      case AS_CAPTURED ->
          vobiz(url, LoadServer.SIGNED_PATH, Style.AS_CAPTURED, callers, random, stock);
      case EIGHT -> eight(url, callers, random);
      case ALOHAA -> alohaa(url, callers, random);
      case TELNYX ->
          new PreparedRequests(
              () -> telnyx(url, callers.get(), random), stock, response -> is200(response));
    };
  }

  private Supplier<Caller> callers(Kind kind, SplittableRandom random) {
    int account = population.accounts().indexOf(kind.account());
    return () -> population.caller(account, random);
  }

  private static RequestMaker vobiz(
      URI url,
      String path,
      Style style,
      Supplier<Caller> callers,
      SplittableRandom random,
      int stock) {
    return vobiz(url, path, style, callers, random, stock, response -> dials(response, "<Dial "));
  }

  private static RequestMaker vobiz(
      URI url,
      String path,
      Style style,
      Supplier<Caller> callers,
      SplittableRandom random,
      int stock,
      Predicate<Response> expected) {
    return AnswerRequests.vobiz(url.resolve(path), style, callers, random, stock, expected);
  }

  private static RequestMaker eight(URI url, Supplier<Caller> callers, SplittableRandom random) {
    String body = EightWire.question(AnswerRequests.CALL, AnswerRequests.FROM, AnswerRequests.TO);
    return new AnswerRequests(
        post(url, LoadServer.EIGHT_PATH, "Authorization: " + EightWire.AUTHORIZATION, body),
        callers,
        random,
        response -> dials(response, "makeCall"));
  }

  private static RequestMaker alohaa(URI url, Supplier<Caller> callers, SplittableRandom random) {
    String national = AnswerRequests.FROM.substring(AnswerRequests.FROM.length() - NATIONAL_DIGITS);
    String body = AlohaaWire.question(AnswerRequests.CALL, national, AnswerRequests.TO);
    return new AnswerRequests(
        post(url, LoadServer.ALOHAA_PATH, AlohaaWire.HEADER + ": " + AlohaaWire.HEADER_VALUE, body),
        callers,
        random,
        response -> rings(response));
  }

  private static byte[] telnyx(URI url, Caller caller, SplittableRandom random) {
    String body =
        TelnyxWire.initiated(
            new UUID(random.nextLong(), random.nextLong()).toString(),
            Long.toString(caller.realNumber()),
            Long.toString(caller.dials()));
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    byte[] signature = TelnyxWire.sign(timestamp, body.getBytes(US_ASCII));
    String proof =
        "telnyx-signature-ed25519: %s\r\ntelnyx-timestamp: %s"
            .formatted(new String(signature, US_ASCII), timestamp);
    return post(url, LoadServer.TELNYX_PATH, proof, body).getBytes(US_ASCII);
  }

  private static String post(URI url, String path, String proof, String body) {
    return ("POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: carrier\r\nAccept: */*\r\n%s\r\n"
            + JSON
            + "Content-Length: %d\r\n\r\n%s")
        .formatted(path, url.getRawAuthority(), proof, body.length(), body);
  }

  private static Predicate<Response> isConstant() {
    return ConstantServer::isReply;
  }

  private static boolean is200(Response response) {
    return response.status() == 200;
  }

  /** Alohaa is sent no number where nobody is to be rung. */
  private static boolean rings(Response response) {
    return is200(response) && !response.bodyHas("call_forwarding_number\":\"\"");
  }

  /** Whether somebody is connected. */
  private static boolean dials(Response response, String word) {
    return is200(response) && response.bodyHas(word);
  }
}
