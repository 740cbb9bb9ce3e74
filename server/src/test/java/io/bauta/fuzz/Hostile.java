package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;

/** Texts and bytes that have hurt software like this before, and arbitrary ones between them. */
final class Hostile {

  /** No participant's number is among them: where one is answered, somebody leaked it. */
  private static final List<String> KNOWN =
      List.of(
          "",
          " ",
          "\0",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "-0.0",
          "NaN",
          "9223372036854775808",
          "99999999999999999999999999999999999999",
          "+",
          "+0",
          "+919000000001",
          "919000000001",
          "00919000000001",
          "+91 90000 00002",
          "anonymous",
          "Restricted",
          "sip:919000000001@example.com;transport=tcp",
          "tel:+919000000001;ext=1",
          "+٩١٩٠٠٠٠٠٠٠٠١",
          "' or '1'='1",
          "'; drop table session; --",
          "\" or \"\"=\"",
          "1); select pg_sleep(9); --",
          "%' escape '!",
          "\\",
          "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
          "]]><Hangup/><![CDATA[",
          "</Response><Response><Dial>",
          "\"/><Redirect>http://127.0.0.1/</Redirect>",
          "a\r\nSet-Cookie: b=c",
          "a\nERROR forged line",
          "%0d%0aX-Injected: 1",
          "${jndi:ldap://127.0.0.1/a}",
          "%s%s%s%n%x",
          "{{7*7}}",
          "$(id)",
          "`id`",
          "=1+1",
          "@SUM(1)",
          "../../../../etc/passwd",
          "..%2f..%2f..%2fetc%2fpasswd",
          "....//....//admin.key",
          "/etc/passwd",
          "file:///etc/passwd",
          "http://127.0.0.1:1/",
          "http://[::ffff:127.0.0.1]/",
          "http://169.254.169.254/latest/meta-data/",
          "http://0x7f000001/",
          "gopher://127.0.0.1:1/_",
          "\u202e1000000919+",
          "\ufeff",
          "\ud800",
          "\uffff",
          "é\u0301\u0301\u0301",
          "a".repeat(300),
          "9".repeat(129),
          "[".repeat(2_000),
          "{\"a\":".repeat(1_500),
          "2026-02-30T25:61:61Z",
          "+999999999-12-31T23:59:59.999999999+18:00",
          "P99999999999D",
          "Antarctica/Troll",
          "en-\0");

  private final Random random;
  private final RandomGenerator<String> texts;
  private final RandomGenerator<byte[]> bytes;

  Hostile(Random random) {
    this.random = random;
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(200);
    Arbitrary<String> plain = Arbitraries.strings().ascii().ofMaxLength(40);
    texts =
        Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(KNOWN)),
                Tuple.of(1, any),
                Tuple.of(1, plain),
                Tuple.of(1, Arbitraries.longs().map(number -> Long.toString(number))))
            .generator(1_000);
    bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(300).generator(1_000);
  }

  String text() {
    return texts.next(random).value();
  }

  byte[] bytes() {
    return bytes.next(random).value();
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The bytes with some lost, repeated, turned over, or others between them. */
  byte[] damaged(byte[] whole) {
    if (whole.length == 0) {
      return bytes();
    }
    int from = below(whole.length);
    int count = Math.min(whole.length - from, 1 + below(20));
    return switch (below(6)) {
      case 0 -> joined(part(whole, 0, from), part(whole, from + count, whole.length));
      case 1 -> joined(part(whole, 0, from + count), part(whole, from, whole.length));
      case 2 -> joined(part(whole, 0, from), bytes(), part(whole, from, whole.length));
      case 3 ->
          joined(part(whole, 0, from), text().getBytes(UTF_8), part(whole, from, whole.length));
      case 4 -> part(whole, 0, from);
      default -> {
        byte[] turned = whole.clone();
        for (int i = from; i < from + count; i++) {
          turned[i] ^= (byte) (1 << below(8));
        }
        yield turned;
      }
    };
  }

  private static byte[] part(byte[] whole, int from, int to) {
    return Arrays.copyOfRange(whole, Math.min(from, whole.length), to);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
