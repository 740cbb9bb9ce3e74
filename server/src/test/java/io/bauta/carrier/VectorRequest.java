package io.bauta.carrier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code request.http} of a vector: a request as it goes over the wire, but for line ends.
 *
 * @param target the request target, in origin form or in absolute form
 * @param body without the one line feed that ends the file
 */
record VectorRequest(String method, String target, Map<String, String> headers, byte[] body) {

  static VectorRequest read(Path folder) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("request.http"));
    String text = new String(file, ISO_8859_1);
    int headEnd = text.indexOf("\n\n");
    if (headEnd < 0) {
      throw new IOException(folder + ": request.http has no empty line after its headers");
    }
    int bodyEnd = text.endsWith("\n") && file.length > headEnd + 2 ? file.length - 1 : file.length;
    String[] lines = text.substring(0, headEnd).split("\n", -1);
    String[] first = lines[0].split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      headers.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new VectorRequest(
        first[0], first[1], headers, Arrays.copyOfRange(file, headEnd + 2, bodyEnd));
  }

  /** The request as the edge hands it to the carrier. */
  Webhook toWebhook(Carrier carrier, CarrierAccount account, Optional<String> endpoint) {
    String url = target.startsWith("http") ? target : "https://" + headers.get("host") + target;
    int query = url.indexOf('?');
    String bare = query < 0 ? url : url.substring(0, query);
    String[] place = endpoint.map(e -> new String[] {e}).orElseGet(() -> place(carrier, account));
    return new Webhook(
        place[0],
        place.length > 1 ? place[1] : "",
        method,
        bare,
        query < 0 ? "" : url.substring(query + 1),
        headers,
        body);
  }

  /** Endpoint and tail by the path, or by the alias that the path is. */
  private String[] place(Carrier carrier, CarrierAccount account) {
    String path = target.split("\\?", 2)[0];
    String base = account.path() + "/";
    if (path.startsWith(base)) {
      return path.substring(base.length()).split("/", 2);
    }
    return carrier.profile().aliases().stream()
        .filter(alias -> alias.path().equals(path))
        .map(alias -> new String[] {alias.endpoint()})
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("say the endpoint of " + path));
  }
}
