package io.bauta.bench.load;

import io.bauta.bench.wire.VobizWire;
import io.bauta.bench.wire.VobizWire.Version;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions of a carrier about calls by random callers, each call with an id of its own, and each
 * signature with a nonce of its own. The text is made once, and its numbers are filled in anew.
 */
final class AnswerRequests implements RequestMaker {

  private static final String CALL_START = "cccccccc";
  private static final String CALL_END = "dddddddddddd";

  /** Stands for the call's id. */
  static final String CALL = CALL_START + "-cccc-4ccc-8ccc-" + CALL_END;

  /** Stands for the caller's number; the last digits of it, for the last digits. */
  static final String FROM = "111111111111";

  /** Stands for the number dialled. */
  static final String TO = "222222222222";

  private static final String NATIONAL_FROM = "1111111111";
  private static final String NATIONAL_TO = "02222222222";

  private final Template template;
  private final Template.Slot callStart;
  private final Template.Slot callEnd;
  private final Template.Slot from;
  private final Template.Slot to;
  private final boolean nationalTo;
  private final Supplier<Caller> callers;
  private final SplittableRandom random;
  private final BiPredicate<Response, Caller> expected;
  private final List<Proof> proofs = new ArrayList<>();
  private @Nullable Caller asked;

  private record Proof(SignatureStock stock, Template.Slot nonce, Template.Slot signature) {}

  /**
   * Requests that are proved by what is in the text.
   *
   * @param text a whole request
   * @param expected whether a response is what this caller must get
   */
  AnswerRequests(
      String text,
      Supplier<Caller> callers,
      SplittableRandom random,
      BiPredicate<Response, Caller> expected) {
    this.template = new Template(text);
    this.callStart = template.slot(CALL_START);
    this.callEnd = template.slot(CALL_END);
    this.from = template.slot(text.contains(FROM) ? FROM : NATIONAL_FROM);
    this.nationalTo = text.contains(NATIONAL_TO) && !text.contains(TO);
    this.to = template.slot(nationalTo ? NATIONAL_TO : TO);
    this.callers = callers;
    this.random = random;
    this.expected = expected;
  }

  /**
   * Questions of Vobiz.
   *
   * @param stockSize how many signatures are made in advance
   */
  static AnswerRequests vobiz(
      URI url,
      Style style,
      Supplier<Caller> callers,
      SplittableRandom random,
      int stockSize,
      BiPredicate<Response, Caller> expected) {
    AnswerRequests requests = new AnswerRequests(text(url, style), callers, random, expected);
    for (Version version : style.versions) {
      requests.proofs.add(
          new Proof(
              new SignatureStock(version, url, random.split(), stockSize),
              requests.template.slot(noncePlaceholder(version)),
              requests.template.slot(signaturePlaceholder(version))));
    }
    return requests;
  }

  private static String text(URI url, Style style) {
    String form = style.form(CALL, FROM, style.nationalTo ? NATIONAL_TO : TO);
    StringBuilder text =
        new StringBuilder()
            .append("POST %s HTTP/1.1\r\n".formatted(url.getRawPath()))
            .append("Host: %s\r\n".formatted(url.getRawAuthority()))
            .append("User-Agent: Vobiz\r\nAccept: */*\r\n");
    for (Version version : style.versions) {
      header(text, version.nonceHeader(), noncePlaceholder(version));
      header(text, version.header(), signaturePlaceholder(version));
      if (style.byParent) {
        header(text, version.parentHeader(), signaturePlaceholder(version));
      }
    }
    header(text, "Content-Type", "application/x-www-form-urlencoded");
    header(text, "Content-Length", Integer.toString(form.length()));
    return text.append("\r\n").append(form).toString();
  }

  private static void header(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private static String noncePlaceholder(Version version) {
    return (version == Version.V2 ? "m" : "n").repeat(VobizWire.NONCE_LENGTH);
  }

  private static String signaturePlaceholder(Version version) {
    return (version == Version.V2 ? "r" : "s").repeat(VobizWire.SIGNATURE_LENGTH);
  }

  @Override
  public void prepare() {
    proofs.forEach(proof -> proof.stock().refill());
  }

  @Override
  public boolean write(ByteBuffer out) {
    Caller caller = callers.get();
    asked = caller;
    template.putHex(callStart, random.nextLong());
    template.putHex(callEnd, random.nextLong());
    template.putDecimal(from, caller.realNumber());
    template.putDecimal(to, nationalTo ? national(caller.dials()) : caller.dials());
    for (Proof proof : proofs) {
      proof.stock().fill(template, proof.nonce(), proof.signature());
    }
    out.put(template.bytes());
    return true;
  }

  @Override
  public boolean isExpected(Response response) {
    return expected.test(response, Objects.requireNonNull(asked));
  }

  /** Of an Indian number, so that a 0 comes before it. */
  private static long national(long digits) {
    return digits % 10_000_000_000L;
  }
}
