package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.telnyx.TelnyxKeys;
import io.bauta.simulator.telnyx.TelnyxSignature;
import io.bauta.simulator.vobiz.VobizSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a carrier sends, taken from the project's vectors, and signed anew: what is not genuine is
 * refused at the door, and would try nothing behind it.
 */
enum CarrierRequests {
  VOBIZ("vobiz", "vobiz"),
  EIGHT("8x8", "eight"),
  TELNYX("telnyx", "telnyx"),
  ALOHAA("alohaa", "alohaa/" + CarrierRequests.PATH_SECRET);

  static final String TOKEN = "token-of-the-test-account";
  static final String PATH_SECRET = "sixteen-letters-or-more";
  static final String BEARER = "Bearer eight_test_header_0123456789";
  static final TelnyxKeys KEYS = TelnyxKeys.fictitious();

  private static final Path VECTORS =
      Path.of(Files.isDirectory(Path.of("vectors")) ? "vectors" : "../vectors");
  private static final Pattern PLACE =
      Pattern.compile("^.*?/carriers/[^/]+/(?:[a-z-]*secret[a-z_-]*/)?");

  /** Recordings are fetched from there: nothing that a test says is asked for. */
  private static final Pattern HOST =
      Pattern.compile("(https?(?::|%3A)(?:/|%2F){2})[A-Za-z0-9.-]+");

  /** Who calls in the vectors of some carriers, and whom: here it is the same pair with all. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "6587654321", "918888800001",
          "6598765432", "919000000001",
          "12025550133", "918888800001",
          "12025550131", "919000000001");

  private final String vectors;
  private final String place;

  CarrierRequests(String vectors, String place) {
    this.vectors = vectors;
    this.place = place;
  }

  /** One account of each carrier; commands go to {@code sink}. */
  static String accounts(URI sink) {
    return """
    carriers:
      vobiz: { carrier: vobiz, home-region: IN, auth-id: MA_XXXXXXXX, auth-token: %s, api-base: "%s" }
      eight: { carrier: 8x8, home-region: SG, sub-account-id: acme_masking, auth-header: "%s",
        api-base: "%s" }
      telnyx: { carrier: telnyx, home-region: US, api-key: KEY-of-the-test, public-keys: "%s",
        api-base: "%s" }
      alohaa: { carrier: alohaa, home-region: IN, path-secret: %s, api-base: "%s" }
    """
        .formatted(TOKEN, sink, BEARER, sink, KEYS.publicKey(), sink, PATH_SECRET, sink);
  }

  /** The name of its account. */
  String account() {
    return place.split("/")[0];
  }

  /** A mode that it can play. */
  String mode() {
    return this == ALOHAA ? "pair_one_number" : "pair_two_numbers";
  }

  List<HttpMessage> seeds() throws IOException {
    List<HttpMessage> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(VECTORS.resolve(vectors))) {
      for (Path file : files.filter(path -> path.endsWith("request.http")).sorted().toList()) {
        seeds.add(seed(new String(Files.readAllBytes(file), ISO_8859_1)));
      }
    }
    return seeds;
  }

  private HttpMessage seed(String text) {
    int end = text.indexOf("\n\n");
    String[] lines = text.substring(0, end).split("\n", -1);
    String[] first = lines[0].split(" ", -1);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    headers.removeIf(header -> header.getKey().equalsIgnoreCase("Host"));
    String body = HOST.matcher(text.substring(end + 2)).replaceAll("$1recordings.invalid");
    for (Map.Entry<String, String> number : NUMBERS.entrySet()) {
      body = body.replace(number.getKey(), number.getValue());
    }
    String target = PLACE.matcher(first[1]).replaceFirst("/carriers/" + place + "/");
    return new HttpMessage(first[0], target, headers, body.strip().getBytes(ISO_8859_1));
  }

  /** The question what to do with a call, without a proof. */
  HttpMessage question(String call, String from, String to) {
    String place = "/carriers/" + this.place + "/";
    return switch (this) {
      case VOBIZ ->
          new HttpMessage(
              "POST",
              place + "answer",
              List.of(Map.entry("Content-Type", "application/x-www-form-urlencoded")),
              "CallUUID=%s&From=%s&To=%s&Direction=inbound&Event=StartApp&CallStatus=ringing&ParentAuthID=MA_XXXXXXXX"
                  .formatted(encoded(call), encoded(from), encoded(to))
                  .getBytes(UTF_8));
      case EIGHT ->
          json(
              place + "handle",
              """
              {"payload":{"eventId":"e-%1$s","sessionId":"s-%1$s","callId":"%1$s",
               "subAccountId":"acme_masking","callStatus":"CALL_RECEIVED","callDirection":"INBOUND",
               "callType":"PSTN","source":"%2$s","destination":"%3$s","sourceFormat":"MSISDN",
               "destinationFormat":"MSISDN","sourceCountryCode":"IN","destinationCountryCode":"IN",
               "callDuration":0,"sipCode":200,"timestamp":"2026-06-08T06:07:34Z"},
               "namespace":"VOICE","eventType":"CALL_ACTION","description":"Action request"}
              """
                  .formatted(escaped(call), escaped(from), escaped(to)));
      case TELNYX ->
          json(
              place + "voice",
              """
              {"data":{"event_type":"call.initiated","id":"e-%1$s","record_type":"event",
               "occurred_at":"2026-06-08T06:07:34.000000Z","payload":{"call_control_id":"%1$s",
               "call_leg_id":"l-%1$s","call_session_id":"s-%1$s","client_state":null,
               "connection_id":"1684641123236054244","from":"%2$s","to":"%3$s",
               "direction":"incoming","state":"parked"}},"meta":{"attempt":1}}
              """
                  .formatted(escaped(call), escaped(from), escaped(to)));
      case ALOHAA ->
          json(
              place + "receiver",
              "{\"caller_number\":\"%s\",\"did\":\"%s\",\"call_id\":\"%s\"}"
                  .formatted(escaped(from), escaped(to), escaped(call)));
    };
  }

  private static HttpMessage json(String target, String body) {
    return new HttpMessage(
        "POST",
        target,
        List.of(Map.entry("Content-Type", "application/json")),
        body.getBytes(UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String escaped(String text) {
    String quoted = JsonMapper.shared().writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The request as the carrier itself would send it. */
  HttpMessage proven(HttpMessage message, URI server, String nonce) {
    return switch (this) {
      case VOBIZ -> {
        String path = message.target().split("\\?", 2)[0];
        URI url;
        try {
          url = URI.create(server + path);
        } catch (IllegalArgumentException notSigned) {
          yield message;
        }
        yield message
            .with("X-Vobiz-Signature-V3", VobizSignature.v3(TOKEN, url, nonce))
            .with("X-Vobiz-Signature-MA-V3", VobizSignature.v3(TOKEN, url, nonce))
            .with("X-Vobiz-Signature-V3-Nonce", nonce)
            .with("X-Vobiz-Signature-V2", VobizSignature.v2(TOKEN, url, nonce))
            .with("X-Vobiz-Signature-MA-V2", VobizSignature.v2(TOKEN, url, nonce))
            .with("X-Vobiz-Signature-V2-Nonce", nonce);
      }
      case EIGHT -> message.with("Authorization", BEARER);
      case TELNYX -> {
        String body = new String(message.body(), UTF_8);
        String now = Long.toString(Instant.now().getEpochSecond());
        yield message
            .withBody(body.getBytes(UTF_8))
            .with("telnyx-timestamp", now)
            .with("telnyx-signature-ed25519", TelnyxSignature.of(KEYS, now, body));
      }
      case ALOHAA -> message;
    };
  }
}
