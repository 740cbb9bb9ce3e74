package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.bench.wire.AlohaaWire;
import io.bauta.bench.wire.EightWire;
import io.bauta.bench.wire.TelnyxWire;
import java.net.URI;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The questions of each carrier, as the requests of one connection. */
record Questions(URI server, URI constant, Population population) {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String DIAL = "<Dial ";
  private static final int DIGITS = 12;
  private static final int NATIONAL_DIGITS = 10;

  /** Those to a server that has a constant reply beside it. */
  static Questions to(ServerProcess server, Population population) {
    return new Questions(server.url(), server.constantUrl(), population);
  }

  /** Whom this kind is asked from. */
  URI url(Kind kind) {
    return kind == Kind.CONSTANT ? constant : server;
  }

  /**
   * Requests of this kind.
   *
   * @param stock how many are made in advance, where making them takes long
   */
  RequestMaker of(Kind kind, SplittableRandom random, int stock) {
    URI url = url(kind);
    Supplier<Caller> callers = callers(kind, random);
    return switch (kind) {
      case CONSTANT ->
          vobiz(
              url,
              ConstantServer.PATH,
              Style.UNSIGNED,
              callers,
              random,
              stock,
              (response, caller) -> ConstantServer.isReply(response));
      case HEALTH -> HealthRequests.to(url);
      case TUTORIAL -> vobiz(url, LoadServer.OPEN_PATH, Style.TUTORIAL, callers, random, stock);
      case OPEN -> vobiz(url, LoadServer.OPEN_PATH, Style.UNSIGNED, callers, random, stock);
      case SIGNED -> vobiz(url, LoadServer.SIGNED_PATH, Style.SIGNED, callers, random, stock);
      case AS_CAPTURED ->
          vobiz(url, LoadServer.SIGNED_PATH, Style.AS_CAPTURED, callers, random, stock);
      case EIGHT -> eight(url, callers, random);
      case ALOHAA -> alohaa(url, callers, random);
      case TELNYX -> telnyx(random, stock, call -> {});
    };
  }

  /**
   * Questions of Telnyx.
   *
   * @param onCall gets the id of each call when its question is made
   */
  RequestMaker telnyx(SplittableRandom random, int stock, Consumer<String> onCall) {
    Supplier<Caller> callers = callers(Kind.TELNYX, random);
    return new PreparedRequests(
        () -> {
          String call = new UUID(random.nextLong(), random.nextLong()).toString();
          onCall.accept(call);
          return telnyx(server, callers.get(), call);
        },
        stock,
        response -> is200(response));
  }

  /** Questions of Vobiz about people who are in no session, whom nobody may be rung for. */
  RequestMaker ofStrangers(SplittableRandom random, int stock) {
    int account = population.accounts().indexOf(LoadServer.SIGNED_ACCOUNT);
    return vobiz(
        server,
        LoadServer.SIGNED_PATH,
        Style.SIGNED,
        () -> population.stranger(account, random),
        random,
        stock,
        (response, caller) -> is200(response) && !response.body().contains(DIAL));
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
    return vobiz(url, path, style, callers, random, stock, Questions::dials);
  }

  private static RequestMaker vobiz(
      URI url,
      String path,
      Style style,
      Supplier<Caller> callers,
      SplittableRandom random,
      int stock,
      BiPredicate<Response, Caller> expected) {
    return AnswerRequests.vobiz(url.resolve(path), style, callers, random, stock, expected);
  }

  private static RequestMaker eight(URI url, Supplier<Caller> callers, SplittableRandom random) {
    String body = EightWire.question(AnswerRequests.CALL, AnswerRequests.FROM, AnswerRequests.TO);
    return new AnswerRequests(
        post(url, LoadServer.EIGHT_PATH, "Authorization: " + EightWire.AUTHORIZATION, body),
        callers,
        random,
        (response, caller) ->
            is200(response)
                && response.bodyHas("makeCall")
                && response.bodyHasDigits(caller.reaches(), DIGITS));
  }

  private static RequestMaker alohaa(URI url, Supplier<Caller> callers, SplittableRandom random) {
    String national = AnswerRequests.FROM.substring(AnswerRequests.FROM.length() - NATIONAL_DIGITS);
    String body = AlohaaWire.question(AnswerRequests.CALL, national, AnswerRequests.TO);
    return new AnswerRequests(
        post(url, LoadServer.ALOHAA_PATH, AlohaaWire.HEADER + ": " + AlohaaWire.HEADER_VALUE, body),
        callers,
        random,
        // Alohaa is sent no number where nobody is to be rung.
        (response, caller) ->
            is200(response) && response.bodyHasDigits(caller.reaches(), NATIONAL_DIGITS));
  }

  private static byte[] telnyx(URI url, Caller caller, String call) {
    String body =
        TelnyxWire.initiated(
            call, Long.toString(caller.realNumber()), Long.toString(caller.dials()));
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

  private static boolean is200(Response response) {
    return response.status() == 200;
  }

  /** Whether Vobiz is told to ring whom this caller reaches. */
  private static boolean dials(Response response, Caller caller) {
    return is200(response)
        && response.bodyHas(DIAL)
        && response.bodyHasDigits(caller.reaches(), DIGITS);
  }
}
