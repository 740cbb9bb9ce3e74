package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as bytes, which need not be one that any client would send.
 *
 * @param headers without Host and Content-Length, which {@link #bytes} adds where they are not
 *     given
 */
record HttpMessage(
    String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {

  HttpMessage withTarget(String other) {
    return new HttpMessage(method, other, headers, body);
  }

  HttpMessage withMethod(String other) {
    return new HttpMessage(other, target, headers, body);
  }

  HttpMessage withBody(byte[] other) {
    return new HttpMessage(method, target, headers, other);
  }

  HttpMessage withHeaders(List<Map.Entry<String, String>> others) {
    return new HttpMessage(method, target, List.copyOf(others), body);
  }

  /** With this header, instead of any of the same name. */
  HttpMessage with(String name, String value) {
    List<Map.Entry<String, String>> all = new ArrayList<>(headers);
    all.removeIf(header -> header.getKey().equalsIgnoreCase(name));
    all.add(Map.entry(name, value));
    return withHeaders(all);
  }

  private boolean has(String name) {
    return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
  }

  byte[] bytes(String host) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (!has("Host")) {
      head.append("Host: ").append(host).append("\r\n");
    }
    if (!has("Content-Length") && !has("Transfer-Encoding")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    headers.forEach(
        header ->
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** Whole, so that a failure can be tried again: participants are fictitious. */
  @Override
  public String toString() {
    return new String(bytes("HOST"), ISO_8859_1);
  }
}
