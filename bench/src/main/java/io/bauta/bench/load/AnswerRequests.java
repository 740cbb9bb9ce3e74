package io.bauta.bench.load;

import io.bauta.bench.VobizWire;
import io.bauta.bench.VobizWire.Version;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Questions of Vobiz about calls by random callers, each call with an id of its own, and each
 * signature with a nonce of its own.
 */
final class AnswerRequests implements RequestMaker {

  private static final String CALL_START = "cccccccc";
  private static final String CALL_END = "dddddddddddd";
  private static final String CALL = CALL_START + "-cccc-4ccc-8ccc-" + CALL_END;
  private static final String FROM = "111111111111";
  private static final String TO = "222222222222";
  private static final String NATIONAL_TO = "02222222222";
  private static final long NATIONAL_NUMBERS = 10_000_000_000L;

  private final Template template;
  private final Template.Slot callStart;
  private final Template.Slot callEnd;
  private final Template.Slot from;
  private final Template.Slot to;
  private final boolean nationalTo;
  private final List<Caller> callers;
  private final SplittableRandom random;
  private final Predicate<Response> expected;
  private final List<Proof> proofs = new ArrayList<>();

  private record Proof(SignatureStock stock, Template.Slot nonce, Template.Slot signature) {}

  /**
   * Requests of one connection.
   *
   * @param stockSize how many signatures are made in advance
   * @param expected whether a response is what it must be
   */
  AnswerRequests(
      URI url,
      Style style,
      List<Caller> callers,
      SplittableRandom random,
      int stockSize,
      Predicate<Response> expected) {
    this.template = new Template(text(url, style));
    this.callStart = template.slot(CALL_START);
    this.callEnd = template.slot(CALL_END);
    this.from = template.slot(FROM);
    this.to = template.slot(style.nationalTo ? NATIONAL_TO : TO);
    this.nationalTo = style.nationalTo;
    this.callers = callers;
    this.random = random;
    this.expected = expected;
    for (Version version : style.versions) {
      proofs.add(
          new Proof(
              new SignatureStock(version, url, random.split(), stockSize),
              template.slot(noncePlaceholder(version)),
              template.slot(signaturePlaceholder(version))));
    }
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
    Caller caller = callers.get(random.nextInt(callers.size()));
    template.putHex(callStart, random.nextLong());
    template.putHex(callEnd, random.nextLong());
    template.putDecimal(from, caller.realNumber());
    template.putDecimal(to, nationalTo ? caller.dials() % NATIONAL_NUMBERS : caller.dials());
    for (Proof proof : proofs) {
      proof.stock().fill(template, proof.nonce(), proof.signature());
    }
    out.put(template.bytes());
    return true;
  }

  @Override
  public boolean isExpected(Response response) {
    return expected.test(response);
  }

  /** Whether somebody is connected. */
  static boolean isDial(Response response) {
    return response.status() == 200 && response.bodyHas("<Dial ");
  }
}
