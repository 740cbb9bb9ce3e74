package io.bauta.simulator.vobiz;

import io.bauta.simulator.Reply;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A VobizXML document.
 *
 * @param oddities what Vobiz would overlook but a careful server would not send
 */
record VobizDocument(List<Verb> verbs, List<String> oddities) {

  /** The largest document that Vobiz takes. */
  static final int BYTES_MAX = 100 * 1024;

  VobizDocument {
    verbs = List.copyOf(verbs);
    oddities = List.copyOf(oddities);
  }

  /** What became of asking for a document. */
  sealed interface Reading {

    /** In a few words, for people; may hold real numbers. */
    String described();

    record Usable(VobizDocument document) implements Reading {
      @Override
      public String described() {
        return document.verbs.isEmpty()
            ? "nothing to do"
            : document.verbs.stream().map(Verb::described).collect(Collectors.joining(", "));
      }
    }

    /** No reply, or a status other than those in the two hundreds. */
    record Unreachable(String described) implements Reading {}

    /** A reply that is not VobizXML. */
    record Invalid(String why) implements Reading {
      @Override
      public String described() {
        return "not VobizXML: " + why;
      }
    }
  }

  static Reading read(Reply reply) {
    if (!(reply instanceof Reply.Answered answered) || !reply.isOk()) {
      return new Reading.Unreachable("no document");
    }
    try {
      return new Reading.Usable(parse(answered));
    } catch (InvalidVobizXml e) {
      return new Reading.Invalid(e.why());
    }
  }

  private static VobizDocument parse(Reply.Answered reply) throws InvalidVobizXml {
    String type = reply.contentType().split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals("application/xml") && !type.equals("text/xml")) {
      throw new InvalidVobizXml("content type " + (type.isEmpty() ? "missing" : type));
    }
    if (reply.body().length > BYTES_MAX) {
      throw new InvalidVobizXml("longer than %d bytes".formatted(BYTES_MAX));
    }
    Element root = XmlReader.read(reply.body());
    if (!root.getTagName().equals("Response")) {
      throw new InvalidVobizXml("the root is not Response");
    }
    var reader = new VerbReader();
    return new VobizDocument(reader.verbs(root), reader.oddities());
  }
}
